import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";

export const USER_BUTTON =
  "flex h-10 items-center gap-3 rounded-md px-1 text-left text-sm hover:bg-line/40 md:h-12 md:w-full md:justify-center lg:justify-start lg:px-3";

/** Who is signed in, as the button of their menu shows it. */
export function UserFace() {
  const { t } = useTranslation();
  const user = useCurrentUser();
  return (
    <>
      <span className="sr-only">{t("shell.user_menu")}: </span>
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-ink text-xs font-semibold text-canvas"
      >
        {initials(user.name)}
      </span>
      <span className="hidden min-w-0 lg:block">
        <span className="block truncate font-medium">{user.name}</span>
        <span className="block truncate text-xs text-muted">
          {user.tenant?.name ?? t("shell.platform")}
        </span>
      </span>
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}
