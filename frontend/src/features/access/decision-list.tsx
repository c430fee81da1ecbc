import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { StateMark } from "@/ui/badge";
import type { Decision } from "./queries";

interface DecisionListProps {
  decisions: readonly Decision[];
  timeZone?: string | undefined;
  /** False on the page of the station that decided. */
  showsStation?: boolean;
}

/** What was decided about cards, each with its reason in words. */
export function DecisionList({ decisions, timeZone, showsStation = false }: DecisionListProps) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
      {decisions.map((decision) => (
        <DecisionLine
          key={decision.id}
          decision={decision}
          timeZone={timeZone}
          showsStation={showsStation}
        />
      ))}
    </ul>
  );
}

interface DecisionLineProps {
  decision: Decision;
  timeZone: string | undefined;
  showsStation: boolean;
}

function DecisionLine({ decision, timeZone, showsStation }: DecisionLineProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { person, session_id, station_name } = decision;
  const who = person ? [person.name, person.unit].filter(Boolean).join(" · ") : null;
  const facts = [
    t(`decision_purpose.${decision.purpose}`),
    showsStation && station_name,
    decision.is_offline && t("decisions.offline"),
    dateTime(decision.at, timeZone),
  ].filter(Boolean);
  return (
    <li className="px-4 py-3">
      <DecisionWords decision={decision} />
      <p className="mt-1 text-[0.8125rem] text-muted">
        <span className="font-mono break-all">{decision.value}</span>
        {who && ` · ${who}`} · {facts.join(" · ")}
        {session_id && (
          <>
            {" · "}
            <Link
              to="/sessions/$sessionId"
              params={{ sessionId: session_id }}
              className="underline decoration-line-strong underline-offset-4 hover:text-ink"
            >
              {t("decisions.session")}
            </Link>
          </>
        )}
      </p>
    </li>
  );
}

/** Whether the card may charge, and why. */
export function DecisionWords({ decision }: { decision: Decision }) {
  const { is_refused, reason, title, sentence } = decision;
  return (
    <>
      <p className="whitespace-normal">
        <StateMark tone={is_refused ? "faulted" : "available"} icon={is_refused ? "x" : "check"}>
          {title}
        </StateMark>
      </p>
      {reason !== "accepted" && <p className="mt-1 text-pretty">{sentence}</p>}
    </>
  );
}
