import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { FailureNotice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { CertificateList } from "./certificate-list";
import type { Station } from "./queries";
import {
  changePassword,
  keepPassword,
  keepProfile,
  raiseProfile,
  SECURITY_CHANGED,
  securityDesiresQuery,
} from "./security";

type Profile = 0 | 1 | 2 | 3;
const PROFILE_MAX = 3;

/** What a station proves itself by, and how that is made safer. */
export function SecurityPanel({ station }: { station: Station }) {
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[2fr_3fr]">
      <Proofs station={station} />
      <CertificateList station={station} />
    </div>
  );
}

function Proofs({ station }: { station: Station }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:stations");
  const wanted = useQuery({
    ...securityDesiresQuery(station.id),
    enabled: station.password_changing || station.wanted_profile !== null,
  });
  const [isRaising, setRaising] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const profile = station.security_profile as Profile;
  const reasonOf = (kind: string) =>
    wanted.data?.find((each) => each.kind === kind)?.reason ?? null;
  const mayRaise = profile < PROFILE_MAX && station.source === null;
  return (
    <Section title={t("security.title")} className="">
      {wanted.isError && (
        <FailureNotice error={wanted.error} onRetry={() => void wanted.refetch()} />
      )}
      <div className="grid gap-6 text-sm">
        <div>
          <h3 className="text-muted">{t("station_form.profile")}</h3>
          <p className="mt-1 font-medium">
            {profile} · {t(`security_profile.${profile}`)}
          </p>
          {station.wanted_profile !== null ? (
            <Waiting
              text={t("security.raising", {
                profile: station.wanted_profile,
                name: t(`security_profile.${station.wanted_profile as Profile}`),
              })}
              reason={reasonOf("security_profile")}
              order={t("security.keep_profile")}
              give_up={() => keepProfile(station)}
              station={station}
            />
          ) : (
            mayWrite &&
            mayRaise && (
              <Button className="mt-2" onClick={() => setRaising(true)}>
                {t("security.raise")}
              </Button>
            )
          )}
        </div>
        <div>
          <h3 className="text-muted">{t("security.password")}</h3>
          <p className="mt-1 font-medium">
            {t(station.has_password ? "security.has_password" : "security.no_password")}
          </p>
          {station.password_changing ? (
            <Waiting
              text={t("security.changing")}
              reason={reasonOf("password")}
              order={t("security.keep_password")}
              give_up={() => keepPassword(station)}
              station={station}
            />
          ) : (
            mayWrite &&
            station.has_password &&
            profile < PROFILE_MAX && (
              <Button className="mt-2" onClick={() => setChanging(true)}>
                {t("security.change")}
              </Button>
            )
          )}
        </div>
      </div>
      {isRaising && <RaiseDialog station={station} onClose={() => setRaising(false)} />}
      {isChanging && <ChangeDialog station={station} onClose={() => setChanging(false)} />}
    </Section>
  );
}

interface WaitingProps {
  text: string;
  reason: string | null;
  order: string;
  give_up: () => Promise<void>;
  station: Station;
}

/** Something is wanted of the station, and it has not come with it yet. */
function Waiting({ text, reason, order, give_up, station }: WaitingProps) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:stations");
  const keeping = useAction<void, void>({
    send: give_up,
    refreshes: SECURITY_CHANGED(station.id),
    tellFailure: true,
  });
  return (
    <div className="mt-2 rounded-md bg-warning-wash px-4 py-3 text-warning">
      <p>{text}</p>
      <p className="mt-1">
        {t(`security.reason.${reason ?? "not_told"}`, { defaultValue: reason ?? "" })}
      </p>
      {mayWrite && (
        <Button
          small
          tone="quiet"
          className="mt-2 -ml-2"
          busy={keeping.isPending}
          onClick={() => keeping.mutate()}
        >
          {order}
        </Button>
      )}
    </div>
  );
}

interface DialogProps {
  station: Station;
  onClose: () => void;
}

function RaiseDialog({ station, onClose }: DialogProps) {
  const { t } = useTranslation();
  const next = (station.security_profile + 1) as Profile;
  const raising = useAction<FormData, unknown>({
    send: () => raiseProfile(station, next),
    refreshes: SECURITY_CHANGED(station.id),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("security.raise_ask", { profile: next, name: t(`security_profile.${next}`) })}
      description={t("security.raise_hint")}
      order={t("security.raise")}
      action={raising}
      onClose={onClose}
    />
  );
}

function ChangeDialog({ station, onClose }: DialogProps) {
  const { t } = useTranslation();
  const changing = useAction<FormData, unknown>({
    send: () => changePassword(station),
    refreshes: SECURITY_CHANGED(station.id),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("security.change_ask")}
      description={t("security.change_hint")}
      order={t("security.change")}
      action={changing}
      onClose={onClose}
    />
  );
}
