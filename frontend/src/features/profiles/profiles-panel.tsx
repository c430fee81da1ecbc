import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { boardQuery } from "@/features/board/board";
import { CommandDialog } from "@/features/stations/command-dialog";
import { commandFailure } from "@/features/stations/commands";
import type { Station } from "@/features/stations/queries";
import { ReasonField } from "@/features/stations/reason-field";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { LimitDialog } from "./limit-dialog";
import { LimitDrawing } from "./limit-drawing";
import { ProfileLine } from "./profile-line";
import {
  clearProfile,
  compositeQuery,
  profilesQuery,
  readProfiles,
  type StoredProfile,
} from "./profiles";

const SPEAKS_16 = "ocpp1.6";

/** What limits a station has, what they come to in the next day, and orders to change them. */
export function ProfilesPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const board = useQuery(profilesQuery(station.id));
  const [dialog, setDialog] = useState<"new" | StoredProfile | null>(null);
  const mayCommand = useMay("command:stations");
  const evses = useEvses(station);
  const close = () => setDialog(null);
  if (board.data === undefined) {
    return (
      <Awaiting query={board}>
        <Loading>
          <Skeleton className="h-64" />
        </Loading>
      </Awaiting>
    );
  }
  const { items, limits } = board.data;
  return (
    <>
      <DrawingSection station={station} evses={evses} />
      <Section
        title={t("profiles.title")}
        actions={
          mayCommand && (
            <>
              {station.ocpp_version !== SPEAKS_16 && <ReadButton station={station} />}
              <Button small icon="plus" onClick={() => setDialog("new")}>
                {t("profiles.new")}
              </Button>
            </>
          )
        }
      >
        {items.length === 0 ? (
          <Notice icon="gauge" title={t("profiles.empty")}>
            {t("profiles.empty_hint")}
          </Notice>
        ) : (
          <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
            {items.map((stored) => (
              <ProfileLine
                key={stored.id}
                stored={stored}
                timeZone={station.timezone}
                onClear={mayCommand ? () => setDialog(stored) : undefined}
              />
            ))}
          </ul>
        )}
      </Section>
      {dialog === "new" && (
        <LimitDialog station={station} evses={evses} units={limits.units} onClose={close} />
      )}
      {dialog !== null && dialog !== "new" && (
        <ClearDialog station={station} stored={dialog} onClose={close} />
      )}
    </>
  );
}

function DrawingSection({ station, evses }: { station: Station; evses: readonly number[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const evse = chosen ?? evses[0] ?? 0;
  const composite = useQuery(compositeQuery(station.id, evse, "W"));
  return (
    <Section title={t("profiles.next_day")} className="">
      <SelectField
        className="mb-4 max-w-72"
        label={t("profiles.where")}
        value={evse}
        onChange={(event) => setChosen(Number(event.target.value))}
      >
        {evses.map((each) => (
          <option key={each} value={each}>
            {t("profiles.at_evse", { evse: each })}
          </option>
        ))}
        <option value={0}>{t("profiles.at_station")}</option>
      </SelectField>
      {composite.data ? (
        <LimitDrawing composite={composite.data} timeZone={station.timezone} />
      ) : (
        <Awaiting query={composite}>
          <Loading>
            <Skeleton className="h-56" />
          </Loading>
        </Awaiting>
      )}
    </Section>
  );
}

function ReadButton({ station }: { station: Station }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const reading = useMutation({
    mutationFn: () => readProfiles({ stationId: station.id, tenantId: station.tenant_id }),
    onSuccess: () => showToast("done", t("profiles.read_done")),
    onError: (error) => showToast("failed", commandFailure(error, t)),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: profilesQuery(station.id).queryKey }),
  });
  return (
    <Button small icon="refresh" busy={reading.isPending} onClick={() => reading.mutate()}>
      {t("profiles.read")}
    </Button>
  );
}

interface ClearDialogProps {
  station: Station;
  stored: StoredProfile;
  onClose: () => void;
}

function ClearDialog({ station, stored, onClose }: ClearDialogProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();

  async function send(values: FormData) {
    const recipient = { stationId: station.id, tenantId: station.tenant_id };
    try {
      await clearProfile(recipient, stored.id, textOf(values, "reason"));
    } finally {
      // Also when the station has no such profile: then it is not on the list any more.
      await queryClient.invalidateQueries({ queryKey: profilesQuery(station.id).queryKey });
    }
  }

  return (
    <CommandDialog
      title={t("profiles.clear_ask", { id: stored.id })}
      description={t("profiles.clear_hint")}
      order={t("profiles.clear")}
      tone="danger"
      done={t("profiles.clear_done")}
      send={send}
      onClose={onClose}
    >
      <ReasonField />
    </CommandDialog>
  );
}

/** The station's EVSEs by number, as far as they are known. */
function useEvses(station: Station): readonly number[] {
  const board = useQuery(boardQuery);
  const mine = board.data?.filter(({ station_id }) => station_id === station.id) ?? [];
  return [...new Set(mine.map(({ evse }) => evse))].sort((a, b) => a - b);
}
