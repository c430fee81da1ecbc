import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { SiteField } from "@/features/stations/site-field";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { useAction } from "@/ui/use-action";
import { ChargerFacts } from "./charger-picker";
import {
  CHARGERS_CHANGED,
  chargersQuery,
  chooseCharger,
  leaveCharger,
  type Charger,
  type Source,
} from "./queries";

interface Asked {
  charger: Charger;
  what: "choose" | "leave";
}

/** The chargers that the account has; which of them belong here is said with a name and a site. */
export function ChargersPanel({ source }: { source: Source }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:sources");
  const chargers = useQuery(chargersQuery(source.id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (chargers.data === undefined) {
    return (
      <Awaiting query={chargers}>
        <RowsSkeleton />
      </Awaiting>
    );
  }
  if (chargers.data.length === 0) {
    return (
      <Notice icon="station" title={t("source_chargers.none")}>
        {t("source_chargers.none_hint")}
      </Notice>
    );
  }
  return (
    <>
      <p className="mb-4 max-w-prose text-sm text-muted">{t("charger_pick.hint")}</p>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {chargers.data.map((charger) => (
          <ChargerLine
            key={charger.id}
            charger={charger}
            onAsk={mayWrite ? (what) => setAsked({ charger, what }) : undefined}
          />
        ))}
      </ul>
      {asked?.what === "choose" && (
        <ChooseDialog source={source} charger={asked.charger} onClose={close} />
      )}
      {asked?.what === "leave" && (
        <LeaveDialog source={source} charger={asked.charger} onClose={close} />
      )}
    </>
  );
}

interface ChargerLineProps {
  charger: Charger;
  onAsk: ((what: Asked["what"]) => void) | undefined;
}

function ChargerLine({ charger, onAsk }: ChargerLineProps) {
  const { t } = useTranslation();
  const isHere = charger.station_id !== null;
  return (
    <li className="grid items-center gap-x-6 gap-y-2 px-4 py-3 text-sm md:grid-cols-[minmax(0,1fr)_auto_auto]">
      <div className="min-w-0">
        {charger.station_id === null ? (
          <p className="font-medium">{charger.suggested_name}</p>
        ) : (
          <Link
            to="/stations/$stationId"
            params={{ stationId: charger.station_id }}
            className="font-medium hover:underline"
          >
            {charger.station_name ?? charger.suggested_name}
          </Link>
        )}
        <p className="text-[0.8125rem] text-muted">
          <ChargerFacts charger={charger} />
        </p>
      </div>
      <StateMark tone={isHere ? "available" : "offline"} icon={isHere ? "check" : "minus"}>
        {t(isHere ? "source_chargers.here" : "source_chargers.elsewhere")}
      </StateMark>
      {onAsk && (
        <Button
          small
          tone={isHere ? "quiet" : "secondary"}
          className="justify-self-start md:w-32"
          aria-label={`${t(isHere ? "source_chargers.leave" : "source_chargers.choose")}: ${charger.suggested_name}`}
          onClick={() => onAsk(isHere ? "leave" : "choose")}
        >
          {t(isHere ? "source_chargers.leave" : "source_chargers.choose")}
        </Button>
      )}
    </li>
  );
}

interface ChargerDialogProps {
  source: Source;
  charger: Charger;
  onClose: () => void;
}

function ChooseDialog({ source, charger, onClose }: ChargerDialogProps) {
  const { t } = useTranslation();
  const choosing = useAction<FormData, Charger>({
    send: (values) =>
      chooseCharger(source, charger.id, {
        name: textOf(values, "name"),
        site_id: textOf(values, "site_id"),
      }),
    refreshes: CHARGERS_CHANGED,
    done: () => t("source_chargers.chosen", { name: charger.suggested_name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("source_chargers.choose_title", { name: charger.suggested_name })}
      description={t("source_chargers.choose_hint")}
      order={t("source_chargers.choose")}
      action={choosing}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("source_chargers.own_name")}
        defaultValue={charger.suggested_name}
        required
        maxLength={200}
        autoComplete="off"
      />
      <SiteField siteId={source.site_id} />
    </ActionDialog>
  );
}

function LeaveDialog({ source, charger, onClose }: ChargerDialogProps) {
  const { t } = useTranslation();
  const leaving = useAction<FormData, void>({
    send: () => leaveCharger(source, charger.id),
    refreshes: CHARGERS_CHANGED,
    done: () => t("source_chargers.left", { name: charger.suggested_name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("source_chargers.leave_title", { name: charger.suggested_name })}
      description={t("source_chargers.leave_hint")}
      order={t("source_chargers.leave")}
      tone="danger"
      action={leaving}
      onClose={onClose}
    />
  );
}
