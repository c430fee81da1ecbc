import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import type { Permission } from "@/features/accounts/permissions";
import { useSignOut } from "@/features/accounts/sign-out";
import { language, LANGUAGES, switchLanguage } from "@/i18n";
import { usePlaces } from "@/shell/places";
import { useTheme } from "@/shell/use-theme";
import type { IconName } from "@/ui/icon";
import { THEMES, type Theme } from "@/ui/theme";
import type { Choice } from "./choices";

/** What can be begun from the palette and needs more answers. */
export type Errand = "start" | "person" | "station";

const ERRANDS: readonly { errand: Errand; icon: IconName; needs: Permission }[] = [
  { errand: "start", icon: "play", needs: "command:stations" },
  { errand: "person", icon: "user", needs: "write:people" },
  { errand: "station", icon: "station", needs: "write:stations" },
];
const THEME_ICONS: Record<Theme, IconName> = { system: "monitor", light: "sun", dark: "moon" };

/** Return every place of the application that the signed-in person may see. */
export function usePlaceChoices(): Choice[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return usePlaces().flatMap((group) =>
    group.places.map(({ name, to, icon }) => ({
      key: `place:${name}`,
      group: "places",
      icon,
      text: t(`place.${name}`),
      hint: t(`place_group.${group.name}`),
      run: () => void navigate({ to }),
    })),
  );
}

/** Return what can be done from anywhere. */
export function useActionChoices(onErrand: (errand: Errand) => void): Choice[] {
  const { t } = useTranslation();
  const { permissions } = useCurrentUser();
  const signOut = useSignOut();
  const [theme, chooseTheme] = useTheme();
  const actions: Omit<Choice, "group">[] = [
    ...ERRANDS.filter(({ needs }) => permissions.includes(needs)).map(({ errand, icon }) => ({
      key: `errand:${errand}`,
      icon,
      text: t(`palette.errand.${errand}`),
      words: t(`palette.also.${errand}`),
      run: () => onErrand(errand),
    })),
    ...THEMES.filter((other) => other !== theme).map((other) => ({
      key: `theme:${other}`,
      icon: THEME_ICONS[other],
      text: `${t("shell.theme")}: ${t(`shell.theme_name.${other}`)}`,
      words: t("palette.also.theme"),
      run: () => chooseTheme(other),
    })),
    ...LANGUAGES.filter((other) => other !== language()).map((other) => ({
      key: `language:${other}`,
      icon: "globe" as const,
      text: `${t("shell.language")}: ${t(`shell.language_name.${other}`)}`,
      words: t("palette.also.language"),
      run: () => void switchLanguage(other),
    })),
    {
      key: "sign-out",
      icon: "sign-out",
      text: t("shell.sign_out"),
      words: t("palette.also.sign_out"),
      run: () => void signOut(),
    },
  ];
  return actions.map((action) => ({ ...action, group: "actions" }));
}
