import { useQuery } from "@tanstack/react-query";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Section } from "@/ui/section";
import type { Correction } from "./chapters";
import { correctionsQuery, type Session } from "./queries";

/** What people changed of a session; nothing where nobody did. */
export function Corrections({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const corrections = useQuery(correctionsQuery(session.id)).data ?? [];
  if (corrections.length === 0) return null;
  return (
    <Section title={t("corrections.title")}>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
        {corrections.map((correction) => (
          <li key={correction.at} className="px-4 py-3">
            <p className="text-pretty">“{correction.reason}”</p>
            <p className="text-[0.8125rem] text-muted">
              {correction.user_name ?? t("commands.gone")} ·{" "}
              {dateTime(correction.at, session.timezone)}
            </p>
            <Changes correction={correction} timezone={session.timezone} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Changes({ correction, timezone }: { correction: Correction; timezone: string }) {
  const { t } = useTranslation();
  const { dateTime, energy } = useFormats();
  const { before, after } = correction;

  function shown(name: string, value: unknown): string {
    if (name === "ended_at") {
      return typeof value === "string" ? dateTime(value, timezone) : t("corrections.open");
    }
    if (name === "person" && value === null) return t("person.none");
    if (name === "energy_wh" && typeof value === "number") {
      return Object.values(energy(value)).join(" ");
    }
    return value == null ? "—" : String(value);
  }

  return (
    <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 text-[0.8125rem] tabular-nums">
      {Object.keys(after)
        .filter((name) => name !== "person_id")
        .map((name) => (
          <div key={name} className="contents">
            <dt className="text-muted">
              {t(`corrections.${name}` as ParseKeys, { defaultValue: name })}
            </dt>
            <dd>
              {shown(name, before[name])} → {shown(name, after[name])}
            </dd>
          </div>
        ))}
    </dl>
  );
}
