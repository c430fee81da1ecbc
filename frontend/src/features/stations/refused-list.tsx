import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Button, buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { useAction } from "@/ui/use-action";
import { AdoptDialog } from "./adopt-dialog";
import { dismiss, handshakesQuery, isAdoptable, type Handshake } from "./handshakes";
import { stationsQuery, type Station } from "./queries";

/** Who knocked and was not let in: why, what to do about it, and the button that does it. */
export function RefusedList() {
  const { t } = useTranslation();
  const handshakes = useQuery(handshakesQuery);
  const stations = useQuery(stationsQuery).data ?? [];
  const [adopting, setAdopting] = useState<Handshake | null>(null);
  if (handshakes.data === undefined) {
    return (
      <Awaiting query={handshakes}>
        <RowsSkeleton />
      </Awaiting>
    );
  }
  const owners = new Map(stations.map((station) => [station.ocpp_identity, station]));
  return (
    <>
      {handshakes.data.length === 0 ? (
        <Notice icon="check" title={t("refused.empty")}>
          {t("refused.empty_hint")}
        </Notice>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {handshakes.data.map((handshake) => (
            <Refusal
              key={handshake.id}
              handshake={handshake}
              station={owners.get(handshake.identity)}
              onAdopt={() => setAdopting(handshake)}
            />
          ))}
        </ul>
      )}
      {/* It outlives the row, which an adoption takes off the list. */}
      {adopting && <AdoptDialog handshake={adopting} onClose={() => setAdopting(null)} />}
    </>
  );
}

interface RefusalProps {
  handshake: Handshake;
  /** The station of that identity, where there is one: then its settings are what is wrong. */
  station: Station | undefined;
  onAdopt: () => void;
}

function Refusal({ handshake, station, onAdopt }: RefusalProps) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const mayWrite = useMay("write:stations");
  const { identity, address, count, last_at, reason } = handshake;
  return (
    <li className="grid gap-3 px-4 py-4 text-sm md:grid-cols-[1fr_auto] md:items-start md:gap-6">
      <div className="min-w-0">
        <p className="font-semibold break-all">{identity || t("refused.no_identity")}</p>
        <p className="mt-1 text-pretty">
          {t(`refusal.${reason}.why`)} {t(`refusal.${reason}.todo`)}
        </p>
        <p className="mt-1 text-[0.8125rem] text-muted">
          {t("refused.attempts", { count })} · {t("refused.last", { ago: ago(last_at, now) })} ·{" "}
          {t("refused.from", { address })}
        </p>
      </div>
      {mayWrite && (
        <div className="flex flex-wrap gap-2 md:justify-end">
          <DismissButton handshake={handshake} />
          {station ? (
            <Link
              to="/stations/$stationId"
              params={{ stationId: station.id }}
              search={{ tab: "setup" }}
              className={buttonClass("primary")}
            >
              {t("refused.open_setup")}
            </Link>
          ) : (
            isAdoptable(handshake) && (
              <Button tone="primary" onClick={onAdopt}>
                {t("refused.adopt")}
              </Button>
            )
          )}
        </div>
      )}
    </li>
  );
}

function DismissButton({ handshake }: { handshake: Handshake }) {
  const { t } = useTranslation();
  const dismissal = useAction({
    send: () => dismiss(handshake),
    refreshes: [handshakesQuery.queryKey],
    tellFailure: true,
  });
  return (
    <Button tone="quiet" busy={dismissal.isPending} onClick={() => dismissal.mutate()}>
      {t("refused.dismiss")}
    </Button>
  );
}
