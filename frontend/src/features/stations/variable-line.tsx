import type { ParseKeys, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { useNow } from "@/ui/now";
import { NEVER, standingOf, STANDINGS, wantedValue, type Desire } from "./desires";
import { isReadOnly, placeOfVariable, type Variable } from "./variables";

interface VariableLineProps {
  variable: Variable;
  desire: Desire | undefined;
  onEdit: (() => void) | undefined;
}

/** A variable: what it is, what the station has, and what is wanted where that is another thing. */
export function VariableLine({ variable, desire, onEdit }: VariableLineProps) {
  const { t } = useTranslation();
  const { instance, attribute } = variable;
  const place = placeOfVariable(variable);
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2 text-sm sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_6rem] sm:items-center lg:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,2fr)_6rem]">
      <p className="min-w-0 break-words">
        <span className="font-medium">
          {variable.variable}
          {instance !== null && `[${instance}]`}
        </span>
        {attribute !== "Actual" && ` (${attribute})`}
        {place !== null && <span className="block text-[0.8125rem] text-muted">{place}</span>}
      </p>
      <Reported variable={variable} />
      <div className="min-w-0 sm:col-start-2 lg:col-start-auto">
        {desire && <Wanted desire={desire} value={variable.value} />}
      </div>
      <div className="sm:col-start-3 sm:row-start-1 sm:text-right lg:col-start-4">
        {isReadOnly(variable) ? (
          <span className="text-[0.8125rem] text-muted">{t("variables.read_only")}</span>
        ) : (
          onEdit && (
            <Button
              small
              aria-label={t("variables.change_named", { name: variable.variable })}
              onClick={onEdit}
            >
              {t("variables.change")}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

function Reported({ variable }: { variable: Variable }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const { value, characteristics, reported_at } = variable;
  const unit = characteristics?.unit ?? null;
  if (reported_at === NEVER) return <p className="text-muted">{t("variables.unheard")}</p>;
  return (
    <div className="min-w-0">
      <p className="font-mono text-[0.8125rem] break-words">
        {value === null || value === "" ? (
          <span className="font-sans text-muted">
            {t(value === null ? "variables.hidden" : "variables.blank")}
          </span>
        ) : (
          `${value}${unit === null ? "" : ` ${unit}`}`
        )}
      </p>
      <time dateTime={reported_at} className="text-[0.8125rem] text-muted">
        {ago(reported_at, now)}
      </time>
    </div>
  );
}

function Wanted({ desire, value }: { desire: Desire; value: string | null }) {
  const { t } = useTranslation();
  const standing = standingOf(desire);
  const wanted = wantedValue(desire);
  const { reason } = desire;
  return (
    <div className="grid gap-0.5">
      <StateMark {...STANDINGS[standing]}>{t(`desire.${standing}`)}</StateMark>
      {(desire.state !== "applied" || wanted !== value) && (
        <p className="font-mono text-[0.8125rem] break-words">
          {t("desire.wanted", { value: wanted })}
        </p>
      )}
      {reason !== null && (
        <p className="text-[0.8125rem] break-words text-muted">{reasonWords(reason, t)}</p>
      )}
      {desire.drifts > 0 && (
        <p className="text-[0.8125rem] text-warning">
          {t("desire.drifted", { count: desire.drifts })}
        </p>
      )}
    </div>
  );
}

const REPORTS = "reports: ";

/** Why a value is not as wanted: a code of the platform, or the station's own word. */
function reasonWords(reason: string, t: TFunction): string {
  if (reason.startsWith(REPORTS)) {
    return t("desire.reports", { value: reason.slice(REPORTS.length) });
  }
  const key = `desire_reason.${reason.replace(/\W/g, "_")}` as ParseKeys;
  return t(key, { defaultValue: reason });
}
