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
    <ul className="mb-4 grid gap-1 text-sm text-warning">
      {unusual.map((flag) => (
        <li key={flag} className="flex items-start gap-2">
          <Icon name="info" size={20} />
          {t(`flag.${flag}` as ParseKeys, { defaultValue: flag })}
        </li>
      ))}
    </ul>
  );
}
