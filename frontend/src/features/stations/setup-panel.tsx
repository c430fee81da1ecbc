import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { useNow } from "@/ui/now";
import { Section } from "@/ui/section";
import { showToast } from "@/ui/toast";
import { useAction } from "@/ui/use-action";
import { ConnectGuide } from "./connect-guide";
import { Deviations } from "./deviations";
import { handshakesQuery } from "./handshakes";
import type { Station } from "./queries";
import { deleteStation, editStation, generatePassword } from "./station-edits";
import { StationForm } from "./station-form";

/** What a station is, how it connects, and what people may change of it. */
export function SetupPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:stations");
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2">
      <Section title={t("station.about")} className="">
        <About station={station} />
        {mayWrite && (
          <div className="mt-6 flex flex-wrap gap-2">
            <Button onClick={() => setEditing(true)}>{t("action.edit")}</Button>
            <Button tone="quiet" onClick={() => setDeleting(true)}>
              {t("station_delete.title")}
            </Button>
          </div>
        )}
      </Section>
      <Section title={t("connect.title")} className="">
        {mayWrite && <RefusedHere identity={station.ocpp_identity} />}
        <ConnectGuide stationId={station.id} password={password} />
        {mayWrite && <NewPassword station={station} onMade={setPassword} />}
      </Section>
      <Deviations stationId={station.id} />
      {isEditing && (
        <StationForm
          station={station}
          onClose={() => setEditing(false)}
          onSaved={({ password: made }) => {
            if (made !== null) setPassword(made);
            setEditing(false);
            showToast("done", t("station_form.saved"));
          }}
        />
      )}
      {isDeleting && <DeleteDialog station={station} onClose={() => setDeleting(false)} />}
    </div>
  );
}

function About({ station }: { station: Station }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { timezone } = station;
  const instant = (at: string | null) => at && dateTime(at, timezone);
  const facts: [string, string | null][] = [
    [t("station.identity"), station.ocpp_identity],
    [t("station.protocol"), station.ocpp_version],
    [t("station.vendor"), station.vendor],
    [t("station.model"), station.model],
    [t("station.serial_number"), station.serial_number],
    [t("station.firmware"), station.firmware_version],
    [t("station.registration"), t(`registration.${station.registration}`)],
    [t("station_form.profile"), t(`security_profile.${station.security_profile as 0 | 1 | 2 | 3}`)],
    [t("station_form.bay"), station.bay],
    [t("station_form.price_group"), station.price_group],
    [t("station.last_seen"), instant(station.last_seen_at)],
    [t("station.last_boot"), instant(station.last_boot_at)],
    [t("station.connected_since"), station.online ? instant(station.connected_at) : null],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="text-right break-words">{value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Why this very station was turned away, if it was: the next step stands beside it. */
function RefusedHere({ identity }: { identity: string }) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const now = useNow();
  const own = useQuery(handshakesQuery).data?.filter((each) => each.identity === identity) ?? [];
  return own.map(({ id, reason, last_at, count }) => (
    <p key={id} className="mb-4 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
      {t(`refusal.${reason}.why`)} {t(`refusal.${reason}.todo`)} {t("refused.attempts", { count })},{" "}
      {t("refused.last", { ago: ago(last_at, now) })}.
    </p>
  ));
}

interface NewPasswordProps {
  station: Station;
  onMade: (password: string) => void;
}

function NewPassword({ station, onMade }: NewPasswordProps) {
  const { t } = useTranslation();
  const change = useAction<void, string>({
    send: async () => {
      const password = generatePassword();
      const security_profile = Math.max(1, station.security_profile);
      await editStation(station, { password, security_profile });
      return password;
    },
    refreshes: [["station", station.id]],
    onDone: onMade,
    tellFailure: true,
  });
  return (
    <div className="mt-4">
      <Button busy={change.isPending} onClick={() => change.mutate()}>
        {t(station.has_password ? "connect.change_password" : "connect.make_password")}
      </Button>
      <p className="mt-1 text-[0.8125rem] text-muted">{t("connect.change_password_hint")}</p>
    </div>
  );
}

function DeleteDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const removal = useAction<FormData, void>({
    send: () => deleteStation(station),
    refreshes: [["stations"], ["board"]],
    done: () => t("station_delete.done", { name: station.name }),
    onDone: () => void navigate({ to: "/stations" }),
  });
  return (
    <ActionDialog
      title={t("station_delete.ask", { name: station.name })}
      description={t("station_delete.hint")}
      order={t("station_delete.title")}
      tone="danger"
      action={removal}
      onClose={onClose}
    />
  );
}
