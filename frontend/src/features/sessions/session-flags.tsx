import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/icon";
import type { Session } from "./queries";

/** What is unusual about a session, each in one sentence. */
export function SessionFlags({ flags, freshness }: Pick<Session, "flags" | "freshness">) {
  const unusual = freshness === "stale" ? ["stale", ...flags] : flags;
  if (unusual.length === 0) return null;
  return (
    <ul className="mb-4 grid gap-1 text-sm">
      {unusual.map((flag) => (
        <li key={flag}>
          <FlagLine flag={flag} />
        </li>
      ))}
    </ul>
  );
}

export function FlagLine({ flag }: { flag: string }) {
  const { t } = useTranslation();
  return (
    <span className="flex items-start gap-2 text-pretty text-warning">
      <Icon name="info" size={20} />
      {t(`flag.${flag}` as ParseKeys, { defaultValue: flag })}
    </span>
  );
}
