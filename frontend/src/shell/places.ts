/** Where one can go: each place with who may see it. A feature with a new page adds its line here. */
import type { LinkProps } from "@tanstack/react-router";
import { useCurrentUser } from "@/features/accounts/current-user";
import type { Permission } from "@/features/accounts/permissions";
import type catalogue from "@/i18n/pt-BR";
import type { IconName } from "@/ui/icon";

export interface Place {
  /** Its word in the catalogue. */
  name: keyof (typeof catalogue)["place"];
  to: LinkProps["to"];
  icon: IconName;
  /** Without this permission the place is not shown; the platform checks again. */
  needs: Permission;
  /** With this permission one has a better place than this. */
  unless?: Permission;
}

export interface PlaceGroup {
  name: keyof (typeof catalogue)["place_group"];
  places: readonly Place[];
}

const GROUPS: readonly PlaceGroup[] = [
  {
    name: "garage",
    places: [
      { name: "now", to: "/", icon: "bell", needs: "read:stations" },
      { name: "mine", to: "/", icon: "bolt", needs: "read:own", unless: "read:stations" },
      {
        name: "inbox",
        to: "/notices",
        icon: "bell",
        needs: "receive:notices",
        unless: "read:stations",
      },
      { name: "board", to: "/board", icon: "bolt", needs: "read:stations" },
      { name: "sessions", to: "/sessions", icon: "history", needs: "read:sessions" },
      {
        name: "reservations",
        to: "/reservations",
        icon: "calendar",
        needs: "read:own",
        unless: "read:sessions",
      },
      { name: "stations", to: "/stations", icon: "station", needs: "read:stations" },
      { name: "reservations", to: "/reservations", icon: "calendar", needs: "read:sessions" },
      { name: "firmware", to: "/firmware", icon: "download", needs: "read:stations" },
    ],
  },
  {
    name: "house",
    places: [
      { name: "people", to: "/people", icon: "people", needs: "read:people" },
      { name: "sites", to: "/sites", icon: "map", needs: "read:sites" },
      { name: "tariffs", to: "/tariffs", icon: "tag", needs: "read:tariffs" },
      { name: "months", to: "/months", icon: "calendar", needs: "read:statements" },
      { name: "notices", to: "/notice-settings", icon: "send", needs: "read:notices" },
    ],
  },
  {
    name: "platform",
    places: [
      { name: "sources", to: "/sources", icon: "cloud", needs: "read:sources" },
      { name: "plan", to: "/plan", icon: "gauge", needs: "read:tenants" },
      { name: "tenants", to: "/tenants", icon: "building", needs: "write:tenants" },
      { name: "users", to: "/users", icon: "user", needs: "read:users" },
      { name: "keys", to: "/api-keys", icon: "key", needs: "read:api_keys" },
      { name: "webhooks", to: "/webhooks", icon: "hook", needs: "read:webhooks" },
      { name: "audit", to: "/audit", icon: "audit", needs: "read:audit" },
      { name: "settings", to: "/settings", icon: "gear", needs: "write:settings" },
      { name: "health", to: "/platform-health", icon: "health", needs: "read:audit" },
    ],
  },
];

/** Return the places that the signed-in person may see, without empty groups. */
export function usePlaces(): readonly PlaceGroup[] {
  const { permissions } = useCurrentUser();
  return GROUPS.map(({ name, places }) => ({
    name,
    places: places.filter(
      ({ needs, unless }) =>
        permissions.includes(needs) && (unless === undefined || !permissions.includes(unless)),
    ),
  })).filter(({ places }) => places.length > 0);
}
