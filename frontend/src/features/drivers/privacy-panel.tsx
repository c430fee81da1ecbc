import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, bodyOf, type Schemas } from "@/api/client";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Awaiting } from "@/ui/awaiting";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { saveFile } from "@/ui/save-file";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { PEOPLE_CHANGED, type Person } from "./queries";

type Consent = Schemas["ConsentView"];
type Purpose = Consent["purpose"];

const PURPOSES = ["record", "email", "whatsapp", "sms"] as const satisfies readonly Purpose[];
/** Which wording one agrees to today; a new wording is a new consent. */
const WORDING = "2026-11";

/** What somebody agreed to, a copy of what is kept of them, and forgetting them. */
export function PrivacyPanel({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:people");
  const [isErasing, setErasing] = useState(false);
  const consents = useQuery({
    queryKey: ["people", "consents", person.id],
    queryFn: async ({ signal }) => {
      const params = { path: { person_id: person.id } };
      return (await bodyOf(api.GET("/api/v1/people/{person_id}/consents", { params, signal })))
        .items;
    },
  });
  const saving = useAction({
    send: async () => {
      const params = { path: { person_id: person.id } };
      const call = api.GET("/api/v1/people/{person_id}/export", { params, parseAs: "blob" });
      saveFile((await bodyOf(call)) as unknown as Blob, `${person.name}.zip`);
    },
    tellFailure: true,
  });
  return (
    <Section title={t("privacy.title")}>
      {consents.data === undefined ? (
        <Awaiting query={consents}>
          <Loading>
            <Skeleton className="h-32" />
          </Loading>
        </Awaiting>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {PURPOSES.map((purpose) => (
            <ConsentLine
              key={purpose}
              person={person}
              purpose={purpose}
              latest={consents.data.find((each) => each.purpose === purpose)}
              mayWrite={mayWrite}
            />
          ))}
        </ul>
      )}
      {mayWrite && (
        <div className="mt-4 flex flex-wrap gap-2">
          <Button small icon="download" busy={saving.isPending} onClick={() => saving.mutate()}>
            {t("privacy.export")}
          </Button>
          <Button small tone="quiet" onClick={() => setErasing(true)}>
            {t("privacy.erase")}
          </Button>
        </div>
      )}
      {isErasing && <EraseDialog person={person} onClose={() => setErasing(false)} />}
    </Section>
  );
}

interface ConsentLineProps {
  person: Person;
  purpose: Purpose;
  latest: Consent | undefined;
  mayWrite: boolean;
}

function ConsentLine({ person, purpose, latest, mayWrite }: ConsentLineProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const isGiven = latest?.is_given ?? false;
  const noting = useAction<void, Consent>({
    send: (_order, key) => {
      const params = {
        path: { person_id: person.id },
        header: { "x-sigec-tenant": person.tenant_id, "Idempotency-Key": key },
      };
      const body = { purpose, wording: WORDING, is_given: !isGiven };
      return bodyOf(api.POST("/api/v1/people/{person_id}/consents", { params, body }));
    },
    refreshes: PEOPLE_CHANGED,
    tellFailure: true,
  });
  const state =
    latest === undefined
      ? t("privacy.never")
      : t(isGiven ? "privacy.given" : "privacy.withdrawn", {
          at: dateTime(latest.at),
          wording: latest.wording,
        });
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3 text-sm">
      <div className="min-w-0">
        <p className="font-medium">{t(`purpose.${purpose}`)}</p>
        <p className="mt-0.5 text-[0.8125rem] text-muted">{state}</p>
      </div>
      {mayWrite && (
        <Button small busy={noting.isPending} onClick={() => noting.mutate()}>
          {t(isGiven ? "privacy.withdraw" : "privacy.give")}
        </Button>
      )}
    </li>
  );
}

function EraseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const erasing = useAction<FormData, void>({
    send: async () => {
      const params = {
        path: { person_id: person.id },
        header: { "x-sigec-tenant": person.tenant_id },
      };
      await bodyOf(api.POST("/api/v1/people/{person_id}/erasure", { params }));
    },
    refreshes: PEOPLE_CHANGED,
    done: () => t("privacy.erased"),
    onDone: () => void navigate({ to: "/people" }),
  });
  return (
    <ActionDialog
      title={t("privacy.erase_ask", { name: person.name })}
      description={t("privacy.erase_hint")}
      order={t("privacy.erase")}
      tone="danger"
      action={erasing}
      onClose={onClose}
    />
  );
}
