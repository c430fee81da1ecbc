import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import type { Station } from "@/features/stations/queries";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { FailureNotice, Notice } from "@/ui/notice";
import { useNow } from "@/ui/now";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { UpdateMark } from "./marks";
import { cancelUpdate, updateQuery, updatesQuery, type Update } from "./queries";
import { UpdateDialog } from "./update-dialog";

const OPEN: readonly Update["status"][] = [
  "waiting",
  "asked",
  "downloading",
  "downloaded",
  "verified",
  "installing",
  "rebooting",
];

/** Which firmware a station has, what is being done about it, and what was. */
export function StationFirmware({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [asks, setAsks] = useState(false);
  const updates = useQuery(updatesQuery(station.id));
  const order = mayCommand && (
    <Button tone="primary" onClick={() => setAsks(true)}>
      {t("firmware.update")}
    </Button>
  );
  return (
    <Section title={t("firmware.history")} actions={order} className="">
      <p className="mb-4 text-sm text-muted">
        {t("firmware.now", { version: station.firmware_version ?? t("firmware.unknown") })}
      </p>
      {updates.data === undefined ? (
        <Awaiting query={updates}>
          <RowsSkeleton />
        </Awaiting>
      ) : updates.data.length === 0 ? (
        <Notice icon="download" title={t("firmware.none")}>
          {t("firmware.none_hint")}
        </Notice>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {updates.data.map((update) => (
            <UpdateLine key={update.id} update={update} timeZone={station.timezone} />
          ))}
        </ol>
      )}
      {asks && <UpdateDialog station={station} onClose={() => setAsks(false)} />}
    </Section>
  );
}

function UpdateLine({ update, timeZone }: { update: Update; timeZone: string }) {
  const { t } = useTranslation();
  const { ago, dateTime } = useFormats();
  const now = useNow();
  const mayCommand = useMay("command:stations");
  const [shows, setShows] = useState(false);
  const { status, reason, previous_version: before, target_version: after } = update;
  const isOpen = OPEN.includes(status);
  const cancellation = useAction({
    send: () => cancelUpdate(update),
    refreshes: [["station", update.station_id]],
    done: () => t("firmware.cancelled"),
    tellFailure: true,
  });
  const facts = [
    before && before !== after && t("firmware.from", { version: before }),
    dateTime(update.created_at, timeZone),
    isOpen && update.attempts > 1 && t("firmware.attempt", { count: update.attempts }),
    update.is_proven && t("firmware.proven"),
  ].filter(Boolean);
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-4 text-sm md:grid-cols-[11rem_1fr_auto]">
      <UpdateMark status={status} />
      <div className="min-w-0">
        <p className="font-medium">{t("firmware.to", { version: after })}</p>
        <p className="mt-0.5 text-[0.8125rem] text-muted tabular-nums">{facts.join(" · ")}</p>
        {reason !== null && <p className="mt-1 text-pretty">{t(`update_reason.${reason}`)}</p>}
        {update.next_try_at !== null && status === "waiting" && reason !== null && (
          <p className="mt-1 text-[0.8125rem] text-muted">
            {t("firmware.again", { ago: ago(update.next_try_at, now) })}
          </p>
        )}
        {shows && <Steps update={update} timeZone={timeZone} />}
      </div>
      <div className="flex flex-wrap gap-2 md:justify-end">
        <Button small aria-expanded={shows} onClick={() => setShows(!shows)}>
          {t(shows ? "firmware.hide_steps" : "firmware.show_steps")}
        </Button>
        {mayCommand && isOpen && (
          <Button small busy={cancellation.isPending} onClick={() => cancellation.mutate()}>
            {t("action.cancel")}
          </Button>
        )}
      </div>
    </li>
  );
}

/** What was told of an update, the earliest first. */
function Steps({ update, timeZone }: { update: Update; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const story = useQuery(updateQuery(update));
  if (story.isError) {
    return <FailureNotice error={story.error} onRetry={() => void story.refetch()} />;
  }
  return (
    <ol className="mt-3 grid gap-1 border-l-2 border-line pl-3 text-[0.8125rem]">
      {story.data?.steps.map((step, index) => (
        <li key={index} className="flex flex-wrap gap-x-3">
          <span className="text-muted tabular-nums">{dateTime(step.at, timeZone)}</span>
          <span>{t(`update_step.${step.word}` as "update_step.ordered", step.word)}</span>
        </li>
      ))}
    </ol>
  );
}
