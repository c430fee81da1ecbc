import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ParseKeys } from "i18next";
import { Icon, type IconName } from "@/ui/icon";

interface Place {
  to: LinkProps["to"];
  icon: IconName;
  label: ParseKeys;
  exact?: boolean;
}

const PLACES: readonly Place[] = [
  { to: "/", icon: "bolt", label: "place.board", exact: true },
  { to: "/sessions", icon: "history", label: "place.sessions" },
  { to: "/stations", icon: "station", label: "place.stations" },
];

/** The places of the application: a rail on a tablet, a column on a desktop, a bar on a phone. */
export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("shell.navigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:bg-transparent"
    >
      <ul className="grid auto-cols-fr grid-flow-col md:grid-flow-row md:gap-1 md:px-2">
        {PLACES.map(({ to, icon, label, exact = false }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact, includeSearch: false }}
              className="flex h-16 flex-col items-center justify-center gap-1 text-xs font-medium text-muted transition-colors hover:text-ink aria-[current=page]:text-ink md:h-14 md:rounded-md md:text-[0.6875rem] md:hover:bg-line/40 md:aria-[current=page]:bg-line/60 lg:h-10 lg:flex-row lg:justify-start lg:gap-3 lg:px-3 lg:text-sm"
            >
              <Icon name={icon} />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
