import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { saveFile } from "@/ui/save-file";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";

type Authority = Schemas["AuthorityView"];

const AUTHORITIES_CHANGED = [["authorities"]] as const;
const PEM = "application/x-pem-file";
const LOOKS = {
  active: ["available", "check"],
  retired: ["waiting", "clock"],
  withdrawn: ["offline", "minus"],
} as const;

const authoritiesQuery = queryOptions({
  queryKey: ["authorities"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/certificate-authorities", { signal }))).items,
});

/** Who signs the keys of the condominium's stations. */
export function AuthorityPanel() {
  const { t } = useTranslation();
  const found = useQuery(authoritiesQuery);
  const [isMaking, setMaking] = useState(false);
  const hasOne = found.data?.some((each) => each.state === "active") ?? false;
  return (
    <Section
      title={t("authority.title")}
      className="mt-10 max-w-4xl"
      actions={
        found.data !== undefined && (
          <Button onClick={() => setMaking(true)}>
            {t(hasOne ? "authority.replace" : "authority.make")}
          </Button>
        )
      }
    >
      <p className="mb-4 max-w-prose text-sm text-muted">{t("authority.hint")}</p>
      {found.data === undefined ? (
        <Awaiting query={found}>
          <Loading>
            <Skeleton className="h-24" />
          </Loading>
        </Awaiting>
      ) : found.data.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-6 text-sm">
          {t("authority.empty")}
        </p>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {found.data.map((each) => (
            <Row key={each.id} authority={each} />
          ))}
        </ul>
      )}
      {isMaking && <MakeDialog hasOne={hasOne} onClose={() => setMaking(false)} />}
    </Section>
  );
}

function Row({ authority }: { authority: Authority }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { id, name, state, certificate, fingerprint, not_after } = authority;
  const [tone, icon] = LOOKS[state];
  const listing = useAction<void, Schemas["RevocationListView"]>({
    send: () => {
      const params = { path: { authority_id: id } };
      const path = "/api/v1/certificate-authorities/{authority_id}/revocation-list" as const;
      return bodyOf(api.GET(path, { params }));
    },
    onDone: ({ pem }) => saveFile(new Blob([pem], { type: PEM }), "revoked.crl.pem"),
    tellFailure: true,
  });
  return (
    <li className="px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium break-words">{name}</p>
        <StateMark tone={tone} icon={icon}>
          {t(`authority.state.${state}`)}
        </StateMark>
      </div>
      <p className="mt-1 text-[0.8125rem] text-muted">
        {t("authority.until", { at: day(not_after.slice(0, 10)) })}
        <br />
        <span className="break-all">{t("authority.fingerprint", { fingerprint })}</span>
      </p>
      <div className="mt-1 -ml-2 flex flex-wrap gap-1">
        <Button
          small
          tone="quiet"
          onClick={() => saveFile(new Blob([certificate], { type: PEM }), "authority.pem")}
        >
          {t("authority.save")}
        </Button>
        <Button small tone="quiet" busy={listing.isPending} onClick={() => listing.mutate()}>
          {t("authority.save_list")}
        </Button>
        {state === "retired" && (
          <Button small tone="quiet" onClick={() => setWithdrawing(true)}>
            {t("authority.withdraw")}
          </Button>
        )}
      </div>
      {isWithdrawing && <WithdrawDialog id={id} onClose={() => setWithdrawing(false)} />}
    </li>
  );
}

function MakeDialog({ hasOne, onClose }: { hasOne: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const making = useAction<FormData, Authority>({
    send: (_, key) => {
      const params = { header: { "Idempotency-Key": key } };
      return bodyOf(api.POST("/api/v1/certificate-authorities", { params }));
    },
    refreshes: AUTHORITIES_CHANGED,
    done: () => t("authority.made"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t(hasOne ? "authority.replace_ask" : "authority.make_ask")}
      description={t(hasOne ? "authority.replace_hint" : "authority.make_hint")}
      order={t(hasOne ? "authority.replace" : "authority.make")}
      action={making}
      onClose={onClose}
    />
  );
}

function WithdrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const withdrawing = useAction<FormData, Authority>({
    send: () => {
      const params = { path: { authority_id: id } };
      const path = "/api/v1/certificate-authorities/{authority_id}/withdraw" as const;
      return bodyOf(api.POST(path, { params }));
    },
    refreshes: AUTHORITIES_CHANGED,
    done: () => t("authority.withdrawn"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("authority.withdraw_ask")}
      description={t("authority.withdraw_hint")}
      order={t("authority.withdraw")}
      tone="danger"
      action={withdrawing}
      onClose={onClose}
    />
  );
}
