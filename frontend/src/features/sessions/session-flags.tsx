import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";
import type { Session } from "./queries";

/** What is unusual about a session, each in one sentence. */
export function SessionFlags({ flags, freshness }: Pick<Session, "flags" | "freshness">) {
  const { t } = useTranslation();
  const unusual = freshness === "stale" ? ["stale", ...flags] : flags;
  if (unusual.length === 0) return null;
  return (
    <ul className="mb-6 grid gap-2">
      {unusual.map((flag) => (
        <li
          key={flag}
          className="flex items-start gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning"
        >
          <Icon name="info" />
          {t(`flag.${flag}` as ParseKeys, { defaultValue: flag })}
        </li>
      ))}
    </ul>
  );
}
