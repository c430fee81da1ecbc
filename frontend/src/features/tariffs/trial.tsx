import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { personName } from "@/features/sessions/person-name";
import { Bill } from "@/features/sessions/price-lines";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { useAction } from "@/ui/use-action";
import { useSettled } from "@/ui/use-settled";
import type { VersionBody } from "./price-draft";
import { previewOn, trialSessionQuery, type Audience, type Preview } from "./queries";

interface TrialProps {
  /** Whose latest charge it is tried on. */
  audience: Audience;
  prices: VersionBody;
  ready: boolean;
}

/** What the latest charge of an audience would cost by the prices in the form, line by line. */
export function Trial({ audience, prices, ready }: TrialProps) {
  const { t } = useTranslation();
  const { money, dateTime, energy } = useFormats();
  const station_group = useSettled(audience.station_group ?? "") || null;
  const person_group = useSettled(audience.person_group ?? "") || null;
  const session = useQuery(trialSessionQuery({ ...audience, station_group, person_group })).data;
  const [tried, setTried] = useState<Tried<Preview> | null>(null);
  const trying = useAction<VersionBody, Preview>({
    send: (wanted) => previewOn(session!, wanted),
    tellFailure: true,
  });
  if (session === undefined) return <p className="text-sm text-muted">{t("loading")}</p>;
  if (session === null) return <p className="text-sm text-muted">{t("tariff.try_none")}</p>;
  const result = resultFor(tried, prices);
  return (
    <div className="grid max-w-xl gap-3 text-sm">
      <p className="text-muted">
        {t("tariff.try_on", {
          person: personName(session, t),
          station: session.station_name,
          when: dateTime(session.started_at, session.timezone),
          energy: Object.values(energy(session.energy_wh ?? 0)).join(" "),
        })}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          small
          busy={trying.isPending}
          disabled={!ready}
          onClick={() =>
            trying.mutate(prices, { onSuccess: (found) => setTried({ prices, result: found }) })
          }
        >
          {t("tariff.try")}
        </Button>
        <p role="status" className="tabular-nums">
          {result?.total &&
            (session.cost === null
              ? t("tariff.would_cost", { then: money(result.total) })
              : t("tariff.tried", { now: money(session.cost), then: money(result.total) }))}
        </p>
      </div>
      {result?.total && (
        <Bill
          lines={result.lines}
          total={result.total}
          totalName={t("tariff.would_total")}
          timezone={session.timezone}
        />
      )}
    </div>
  );
}

interface Tried<Result> {
  prices: VersionBody;
  result: Result;
}

/** Return what came of a trial, as long as it was of these very prices. */
export function resultFor<Result>(tried: Tried<Result> | null, prices: VersionBody): Result | null {
  const isSame = tried !== null && JSON.stringify(tried.prices) === JSON.stringify(prices);
  return isSame ? tried.result : null;
}
