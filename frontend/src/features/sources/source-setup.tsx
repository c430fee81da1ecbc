import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Button } from "@/ui/button";
import { CheckField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { ForbiddenNotice } from "@/ui/notice";
import { Removal } from "@/ui/removal";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { AccountFields } from "./account-fields";
import { HeadersFields } from "./headers-fields";
import { wireOf } from "./wire";
import { CHARGERS_CHANGED, deleteSource, editSource, type Source } from "./queries";

const CHANGED = [["sources"], ["stations"], ["board"], ["attention"]] as const;
const SECRETS = ["api_key", "email", "password"] as const;

/** Change an account, let it rest, or remove it. */
export function SourceSetup({ source }: { source: Source }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:sources");
  if (!mayWrite) {
    return <ForbiddenNotice />;
  }
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,36rem)_minmax(0,24rem)]">
      {/* A fresh answer must not overwrite what is being typed: only a saved one does. */}
      <EditForm key={savedPart(source)} source={source} />
      <div>
        <Section
          title={t(source.is_active ? "source_switch.pause.title" : "source_switch.resume.title")}
          className=""
        >
          <Pause source={source} />
        </Section>
        <Section title={t("source_delete.title")}>
          <Delete source={source} />
        </Section>
      </div>
    </div>
  );
}

function EditForm({ source }: { source: Source }) {
  const { t } = useTranslation();
  const saving = useAction<FormData, Source>({
    send: (values) => {
      const { headers, timezone } = wireOf(values);
      const { extra_headers, ...others } = headers;
      const hasExtras = Object.keys(extra_headers ?? {}).length > 0;
      const typed = SECRETS.flatMap((name) => {
        const text = textOf(values, name);
        return text === null ? [] : [[name, text] as const];
      });
      return editSource(source, {
        name: textOf(values, "name") ?? "",
        base_url: textOf(values, "base_url") ?? "",
        site_id: textOf(values, "site_id"),
        timezone,
        poll_interval_s: Number(textOf(values, "poll_interval_s")),
        live_updates: values.has("live_updates"),
        unverified_commands: values.has("unverified_commands"),
        headers: { ...others, ...(hasExtras && { extra_headers }) },
        ...Object.fromEntries(typed),
      });
    },
    refreshes: CHANGED,
    done: () => t("source_form.saved"),
  });
  const { auth_scheme, platform, timezone_offset, extra_headers } = source.headers;
  return (
    <Form
      failure={saving.error}
      onSubmit={(values) => saving.mutate(values)}
      className="grid gap-4"
      autoComplete="off"
    >
      <AccountFields source={source} />
      <TextField
        name="poll_interval_s"
        type="number"
        min={5}
        max={300}
        label={t("source_form.interval")}
        hint={t("source_form.interval_hint")}
        defaultValue={source.poll_interval_s}
        required
      />
      <details className="rounded-md border border-line px-4 py-3">
        <summary className="text-sm font-medium">{t("source_form.headers")}</summary>
        <p className="mt-2 mb-4 text-[0.8125rem] text-muted">{t("source_form.headers_hint")}</p>
        <HeadersFields
          wire={{
            headers: { auth_scheme, platform, timezone_offset, extra_headers: {} },
            timezone: source.timezone,
          }}
          storedNames={extra_headers}
        />
      </details>
      <div>
        <CheckField
          name="live_updates"
          label={t("source_form.live_updates")}
          hint={t("source_form.live_updates_hint")}
          defaultChecked={source.live_updates}
        />
        <CheckField
          name="unverified_commands"
          label={t("source_form.unverified")}
          hint={t("source_form.unverified_hint")}
          defaultChecked={source.unverified_commands}
        />
      </div>
      <Button type="submit" tone="primary" busy={saving.isPending} className="justify-self-start">
        {t("action.save")}
      </Button>
    </Form>
  );
}

/** Return what changes only when somebody edits. */
function savedPart(source: Source): string {
  const { name, base_url, account_hint, timezone, poll_interval_s, site_id, headers } = source;
  const { live_updates, unverified_commands } = source;
  return JSON.stringify([
    [name, base_url, account_hint, timezone, poll_interval_s, site_id, headers],
    [live_updates, unverified_commands],
  ]);
}

function Pause({ source }: { source: Source }) {
  const { t } = useTranslation();
  const switching = useAction<void, Source>({
    send: () => editSource(source, { is_active: !source.is_active }),
    refreshes: CHANGED,
    done: ({ is_active }) =>
      t(is_active ? "source_switch.resume.done" : "source_switch.pause.done"),
    tellFailure: true,
  });
  const words = source.is_active ? "pause" : "resume";
  return (
    <>
      <p className="mb-3 text-sm text-muted">{t(`source_switch.${words}.hint`)}</p>
      <Button
        icon={source.is_active ? "pause" : "play"}
        busy={switching.isPending}
        onClick={() => switching.mutate()}
      >
        {t(`source_switch.${words}.order`)}
      </Button>
    </>
  );
}

function Delete({ source }: { source: Source }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const removal = useAction<FormData, void>({
    send: () => deleteSource(source),
    refreshes: CHARGERS_CHANGED,
    done: () => t("source_delete.done", { name: source.name }),
    onDone: () => void navigate({ to: "/sources" }),
  });
  return (
    <Removal
      hint={t("source_delete.hint")}
      order={t("source_delete.order")}
      ask={t("source_delete.ask", { name: source.name })}
      action={removal}
    />
  );
}
