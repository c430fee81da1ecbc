import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOwner } from "@/features/stations/site-field";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { failureWords } from "@/ui/failure-words";
import { FailureLine, Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Notice } from "@/ui/notice";
import { showToast } from "@/ui/toast";
import { useAction } from "@/ui/use-action";
import { AccountFields } from "./account-fields";
import { addSource, NotListedYet, type Added, type Choice } from "./add-source";
import { ChargerPicker } from "./charger-picker";
import { HeadersFields } from "./headers-fields";
import { PlanRoom } from "./plan-room";
import { CHARGERS_CHANGED, tryNewSource, type NewSource, type TryOut } from "./queries";
import { TryReport } from "./try-report";
import { USUAL, wireOf, workingWire, type Wire } from "./wire";

interface Tried {
  draft: NewSource;
  result: TryOut;
}

/** Add an account of another cloud: try it, see what is wrong, say which chargers belong here. */
export function NewSourcePage() {
  const { t } = useTranslation();
  const [wire, setWire] = useState<Wire>(USUAL);
  const [tried, setTried] = useState<Tried | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <Page
      title={t("source_new.title")}
      back={<BackLink to="/sources">{t("place.sources")}</BackLink>}
      summary={t(isChoosing ? "source_new.step_chargers" : "source_new.step_account")}
    >
      <div hidden={isChoosing}>
        <AccountStep
          wire={wire}
          tried={tried}
          onTried={(next) => {
            setTried(next);
            if (next?.result.ok) setWire(workingWire(next.draft, next.result.headers));
          }}
          onContinue={() => setChoosing(true)}
        />
      </div>
      {isChoosing && tried && <ChoosingStep tried={tried} onBack={() => setChoosing(false)} />}
    </Page>
  );
}

interface AccountStepProps {
  wire: Wire;
  tried: Tried | null;
  onTried: (tried: Tried | null) => void;
  onContinue: () => void;
}

function AccountStep({ wire, tried, onTried, onContinue }: AccountStepProps) {
  const { t } = useTranslation();
  const ownerOf = useOwner();
  const trial = useAction<FormData, Tried>({
    send: async (values) => {
      const draft = draftOf(values);
      return { draft, result: await tryNewSource(draft, ownerOf(draft.site_id ?? null)) };
    },
    onDone: onTried,
  });
  const mayContinue = tried?.result.ok === true;
  return (
    <Form
      failure={trial.error}
      onSubmit={(values) => trial.mutate(values)}
      // A result says nothing of what was typed after it.
      onChange={() => tried && onTried(null)}
      className="grid items-start gap-8 lg:grid-cols-[minmax(0,28rem)_minmax(0,1fr)]"
    >
      <div className="grid gap-4">
        <AccountFields />
        <details className="group rounded-md border border-line px-4 py-3">
          <summary className="text-sm font-medium">{t("source_form.headers")}</summary>
          <p className="mt-2 mb-4 text-[0.8125rem] text-muted">{t("source_form.headers_hint")}</p>
          <HeadersFields wire={wire} />
        </details>
        <Button
          type="submit"
          tone={mayContinue ? "secondary" : "primary"}
          busy={trial.isPending}
          className="justify-self-start"
        >
          {t(tried ? "source_try.again" : "source_try.order")}
        </Button>
      </div>
      <div className="grid max-w-xl gap-4">
        {trial.isPending ? (
          <p role="status" className="text-sm text-muted">
            {t("source_try.waiting")}
          </p>
        ) : tried ? (
          <TryReport result={tried.result} />
        ) : (
          <div className="grid gap-2 text-sm text-pretty text-muted">
            <p>{t("source_new.what")}</p>
            <p>{t("source_new.secrets")}</p>
          </div>
        )}
        {mayContinue && (
          <Button tone="primary" className="justify-self-start" onClick={onContinue}>
            {t("source_new.continue")}
          </Button>
        )}
      </div>
    </Form>
  );
}

function ChoosingStep({ tried, onBack }: { tried: Tried; onBack: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const ownerOf = useOwner();
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [partly, setPartly] = useState<Added | null>(null);
  const saving = useAction<readonly Choice[], Added>({
    send: (wanted, key) => {
      const draft = { ...tried.draft, ...workingWire(tried.draft, tried.result.headers) };
      return addSource(draft, wanted, ownerOf(draft.site_id ?? null), key);
    },
    refreshes: CHARGERS_CHANGED,
    onDone: (added) => {
      const { source, chosen, failure } = added;
      if (failure !== null) {
        setPartly(added);
        return;
      }
      showToast("done", t("source_new.done", { name: source.name, count: chosen }));
      void navigate({
        to: "/sources/$sourceId",
        params: { sourceId: source.id },
        search: { tab: "chargers" },
      });
    },
  });
  if (partly) return <Partly added={partly} wanted={choices.length} />;
  return (
    <>
      <ChargerPicker
        chargers={tried.result.chargers}
        siteId={tried.draft.site_id ?? null}
        onChange={setChoices}
      />
      <div className="mt-6 grid max-w-prose gap-4">
        <PlanRoom chosen={choices.length} />
        {saving.error && <FailureLine>{failureWords(saving.error, t)}</FailureLine>}
        {saving.isPending && (
          <p role="status" className="text-sm text-muted">
            {t("source_new.saving")}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button onClick={onBack} disabled={saving.isPending}>
            {t("source_new.back")}
          </Button>
          <Button tone="primary" busy={saving.isPending} onClick={() => saving.mutate(choices)}>
            {choices.length === 0
              ? t("source_new.save_without")
              : t("source_new.save", { count: choices.length })}
          </Button>
        </div>
      </div>
    </>
  );
}

/** The account is there, and not all that was chosen: why, and where to go on. */
function Partly({ added: { source, chosen, failure }, wanted }: { added: Added; wanted: number }) {
  const { t } = useTranslation();
  const why =
    failure === null || failure instanceof NotListedYet
      ? t("source_new.not_listed")
      : failureWords(failure, t);
  return (
    <Notice
      icon="alert"
      title={t("source_new.partly", { chosen, of: wanted })}
      action={
        <Link
          to="/sources/$sourceId"
          params={{ sourceId: source.id }}
          search={{ tab: "chargers" }}
          className={buttonClass("primary")}
        >
          {t("source_new.open")}
        </Link>
      }
    >
      {why}
    </Notice>
  );
}

function draftOf(values: FormData): NewSource {
  return {
    name: textOf(values, "name") ?? "",
    base_url: textOf(values, "base_url") ?? "",
    api_key: textOf(values, "api_key") ?? "",
    email: textOf(values, "email") ?? "",
    password: textOf(values, "password") ?? "",
    site_id: textOf(values, "site_id"),
    ...wireOf(values),
  };
}
