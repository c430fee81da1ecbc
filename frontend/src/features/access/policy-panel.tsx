import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Facts } from "@/ui/facts";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { PolicyDialog } from "./policy-dialog";
import { policyQuery, type Place, type Policy } from "./queries";

/** Who may charge at a place, when, and what its stations do when they cannot ask. */
export function PolicyPanel({ place }: { place: Place }) {
  const { t } = useTranslation();
  const mayRead = useMay("read:id_tokens");
  const mayWrite = useMay("write:sites");
  const [isEditing, setEditing] = useState(false);
  const policy = useQuery({ ...policyQuery(place), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Section
      title={t("access.title")}
      className=""
      actions={
        mayWrite &&
        policy.data && (
          <Button small icon="edit" onClick={() => setEditing(true)}>
            {t("action.edit")}
          </Button>
        )
      }
    >
      {policy.data === undefined ? (
        <Awaiting query={policy}>
          <Loading>
            <Skeleton className="h-32" />
          </Loading>
        </Awaiting>
      ) : (
        <PolicyFacts policy={policy.data} />
      )}
      {isEditing && policy.data && (
        <PolicyDialog place={place} policy={policy.data} onClose={() => setEditing(false)} />
      )}
    </Section>
  );
}

function PolicyFacts({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const { effective, own } = policy;
  const said = (word: string, isOwn: boolean) => (isOwn ? word : t("access.inherited", { word }));
  const hours = effective.hours ?? [];
  const spans = hours.map(
    ({ from_time, to_time }) => `${from_time.slice(0, 5)}–${to_time.slice(0, 5)}`,
  );
  const admitted = effective.admitted ?? "registered";
  const who =
    admitted === "groups" ? (effective.groups ?? []).join(", ") : t(`access_admitted.${admitted}`);
  const units = effective.blocked_units?.length ?? 0;
  return (
    <Facts
      facts={[
        [t("access.admitted"), said(who, own.admitted !== null)],
        [t("access.hours"), spans.length === 0 ? t("access.always") : spans.join(", ")],
        [
          t("access.concurrent_use"),
          said(
            t(`access_concurrent.${effective.concurrent_use ?? "allowed"}`),
            own.concurrent_use !== null,
          ),
        ],
        [t("access.blocked_units"), units === 0 ? null : t("access.units", { count: units })],
        [t("access.master_group"), effective.master_group],
        [
          t("access.offline"),
          effective.offline === null
            ? t("access.as_made")
            : said(t(`access_offline.${effective.offline}`), own.offline !== null),
        ],
        [t("access.keeps_list"), t(effective.keeps_list ? "access.yes" : "access.no")],
        [
          t("access.refused_charge"),
          effective.refused_charge === null
            ? t("access.as_made")
            : t(`access_refused.${effective.refused_charge}`),
        ],
      ]}
    />
  );
}
