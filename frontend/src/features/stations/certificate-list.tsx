import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import type { Station } from "./queries";
import {
  certificatesQuery,
  renewCertificate,
  revokeCertificate,
  SECURITY_CHANGED,
  type StationCertificate,
} from "./security";

const REASONS = ["unspecified", "key_compromise", "superseded", "cessation_of_operation"] as const;
const LOOKS = {
  refused: ["faulted", "alert"],
  requested: ["waiting", "clock"],
  signed: ["waiting", "clock"],
  delivered: ["waiting", "clock"],
  in_use: ["available", "check"],
  failed: ["faulted", "alert"],
  revoked: ["offline", "minus"],
} as const;
const LIVING: readonly StationCertificate["state"][] = ["signed", "delivered", "in_use"];
const LOOKS_AGAIN_MS = 5_000;

/** The keys that a station had signed, what became of each, and the next one. */
export function CertificateList({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const found = useQuery({ ...certificatesQuery(station.id), refetchInterval: LOOKS_AGAIN_MS });
  const [isRenewing, setRenewing] = useState(false);
  return (
    <Section
      title={t("certificates.title")}
      className=""
      actions={
        mayCommand &&
        station.source === null && (
          <Button onClick={() => setRenewing(true)}>{t("certificates.renew")}</Button>
        )
      }
    >
      {found.data === undefined ? (
        <Awaiting query={found}>
          <Loading>
            <Skeleton className="h-32" />
          </Loading>
        </Awaiting>
      ) : found.data.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface px-4 py-6 text-sm">
          <p className="font-medium">{t("certificates.empty")}</p>
          <p className="mt-1 text-muted">{t("certificates.empty_hint")}</p>
        </div>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {found.data.map((each) => (
            <Row key={each.id} station={station} certificate={each} />
          ))}
        </ul>
      )}
      {isRenewing && <RenewDialog station={station} onClose={() => setRenewing(false)} />}
    </Section>
  );
}

interface RowProps {
  station: Station;
  certificate: StationCertificate;
}

function Row({ station, certificate }: RowProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const mayWrite = useMay("write:stations");
  const [isRevoking, setRevoking] = useState(false);
  const { use, state, subject, reason, requested_at, not_after, serial_number } = certificate;
  const [tone, icon] = LOOKS[state];
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="font-medium">{t(`certificates.use.${use}`)}</p>
        <StateMark tone={tone} icon={icon}>
          {t(`certificates.state.${state}`)}
        </StateMark>
      </div>
      {subject && <p className="mt-1 break-words">{subject}</p>}
      {reason && (
        <p className="mt-1">{t(`certificates.reason.${reason}`, { defaultValue: reason })}</p>
      )}
      <div className="mt-1 flex flex-wrap items-end justify-between gap-2">
        <p className="min-w-0 text-[0.8125rem] break-words text-muted tabular-nums">
          {t("certificates.requested", { at: dateTime(requested_at, station.timezone) })}
          {not_after && (
            <>
              <br />
              {t("certificates.until", { at: dateTime(not_after, station.timezone) })}
            </>
          )}
          {serial_number && (
            <>
              <br />
              <span className="break-all">{t("certificates.number", { serial_number })}</span>
            </>
          )}
        </p>
        {mayWrite && LIVING.includes(state) && (
          <Button small tone="quiet" onClick={() => setRevoking(true)}>
            {t("certificates.revoke")}
          </Button>
        )}
      </div>
      {isRevoking && (
        <RevokeDialog
          station={station}
          certificate={certificate}
          onClose={() => setRevoking(false)}
        />
      )}
    </li>
  );
}

function RenewDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const { t } = useTranslation();
  const renewing = useAction<FormData, { status: string }>({
    send: (values) => renewCertificate(station, textOf(values, "use") as StationCertificate["use"]),
    refreshes: SECURITY_CHANGED(station.id),
    done: ({ status }) =>
      t(status === "accepted" ? "certificates.renew_done" : "certificates.renew_refused"),
    onDone: onClose,
  });
  const uses: StationCertificate["use"][] = ["ChargingStationCertificate", "V2GCertificate"];
  if (station.ocpp_version === "ocpp2.1") uses.push("V2G20Certificate");
  return (
    <ActionDialog
      title={t("certificates.renew_ask")}
      description={t("certificates.renew_hint")}
      order={t("certificates.renew")}
      action={renewing}
      onClose={onClose}
    >
      <SelectField name="use" label={t("certificates.what_for")}>
        {(station.ocpp_version === "ocpp1.6" ? uses.slice(0, 1) : uses).map((each) => (
          <option key={each} value={each}>
            {t(`certificates.use.${each}`)}
          </option>
        ))}
      </SelectField>
    </ActionDialog>
  );
}

function RevokeDialog({ station, certificate, onClose }: RowProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const revoking = useAction<FormData, unknown>({
    send: (values) =>
      revokeCertificate(
        station,
        certificate.id,
        textOf(values, "reason") as (typeof REASONS)[number],
      ),
    refreshes: SECURITY_CHANGED(station.id),
    done: () => t("certificates.revoked"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("certificates.revoke_ask")}
      description={t("certificates.revoke_hint")}
      order={t("certificates.revoke")}
      tone="danger"
      action={revoking}
      onClose={onClose}
    >
      <SelectField name="reason" label={t("certificates.why")}>
        {REASONS.map((each) => (
          <option key={each} value={each}>
            {t(`certificates.reason.${each}`)}
          </option>
        ))}
      </SelectField>
    </ActionDialog>
  );
}
