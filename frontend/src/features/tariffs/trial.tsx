import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Button } from "@/ui/button";
import { useAction } from "@/ui/use-action";
import type { VersionBody } from "./price-draft";
import { previewOn, trialSessionQuery, type Preview, type Tariff } from "./queries";

interface TrialProps {
  tariff: Tariff;
  prices: VersionBody;
  ready: boolean;
}

/** What the latest charge of this tariff would have cost by the prices in the form. */
export function Trial({ tariff, prices, ready }: TrialProps) {
  const { t } = useTranslation();
  const { money, dateTime } = useFormats();
  const session = useQuery(trialSessionQuery(tariff)).data ?? null;
  const [tried, setTried] = useState<Tried<Preview> | null>(null);
  const trying = useAction<VersionBody, Preview>({
    send: (wanted) => previewOn(tariff, session?.id ?? "", wanted),
    tellFailure: true,
  });
  if (session === null) return <p className="text-sm text-muted">{t("tariff.try_none")}</p>;
  const result = resultFor(tried, prices);
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted">
        {t("tariff.try_on", {
          station: session.station_name,
          when: dateTime(session.started_at, session.timezone),
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
            session.cost &&
            t("tariff.tried", { now: money(session.cost), then: money(result.total) })}
        </p>
      </div>
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
