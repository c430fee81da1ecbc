import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { sitesQuery } from "@/features/sites/queries";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { CheckField, CONTROL, Labelled, SelectField, TextField, useField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { RowsSkeleton } from "@/ui/list-view";
import { Removal } from "@/ui/removal";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { versionName } from "../version-name";
import {
  deleteTemplate,
  saveTemplate,
  templateQuery,
  TEMPLATES_CHANGED,
  type Template,
  type TemplateDraft,
} from "./queries";
import { LineNotUnderstood, lineOf, readLines } from "./value-lines";

const VERSIONS = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];
const TEXT_LENGTH_MAX = 100;
const LINES = 12;

const route = getRouteApi("/signed-in/variable-templates/$templateId");

/** Make a template. */
export function NewTemplatePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("variable_template.new")} back={<Back />}>
      <TemplateForm template={null} />
    </Page>
  );
}

/** One template: what it wants and of whom; edited and deleted here. */
export function TemplatePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { templateId } = route.useParams();
  const template = useQuery(templateQuery(templateId));
  const mayWrite = useMay("command:stations");
  const deleting = useAction<FormData>({
    send: () => deleteTemplate(templateId),
    refreshes: TEMPLATES_CHANGED,
    done: () => t("variable_template.deleted"),
    onDone: () => void navigate({ to: "/variable-templates" }),
  });
  if (template.data === undefined) {
    return (
      <Page title={t("variable_template.title")} back={<Back />}>
        <Awaiting query={template}>
          <RowsSkeleton />
        </Awaiting>
      </Page>
    );
  }
  const { name, stations } = template.data;
  return (
    <Page
      title={name}
      back={<Back />}
      summary={t("variable_template.wanted_of", { count: stations })}
    >
      <TemplateForm key={templateId} template={template.data} />
      {mayWrite && (
        <Section title={t("variable_template.delete")}>
          <Removal
            hint={t("variable_template.delete_hint")}
            order={t("variable_template.delete")}
            ask={t("variable_template.delete_ask", { name })}
            action={deleting}
          />
        </Section>
      )}
    </Page>
  );
}

function Back() {
  const { t } = useTranslation();
  return <BackLink to="/variable-templates">{t("variable_template.title")}</BackLink>;
}

function TemplateForm({ template }: { template: Template | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sites = useQuery(sitesQuery);
  const mayWrite = useMay("command:stations");
  const [wrongLine, setWrongLine] = useState<number | null>(null);
  const saving = useAction<TemplateDraft, Template>({
    send: (draft) => saveTemplate(template?.id ?? null, draft),
    refreshes: TEMPLATES_CHANGED,
    done: ({ name }) => t("variable_template.saved", { name }),
    onDone: ({ id }) =>
      void navigate({ to: "/variable-templates/$templateId", params: { templateId: id } }),
  });
  function submit(values: FormData): void {
    try {
      saving.mutate(draftOf(values));
      setWrongLine(null);
    } catch (error) {
      if (!(error instanceof LineNotUnderstood)) throw error;
      setWrongLine(error.line);
    }
  }
  return (
    <Form
      failure={saving.error}
      onSubmit={submit}
      className="grid max-w-5xl items-start gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
    >
      <div className="grid gap-4">
        <TextField
          name="name"
          label={t("variable_template.name")}
          defaultValue={template?.name}
          maxLength={TEXT_LENGTH_MAX}
          autoComplete="off"
          required
        />
        <p className="text-sm text-muted">{t("variable_template.target_hint")}</p>
        {(["vendor", "model", "firmware"] as const).map((each) => (
          <TextField
            key={each}
            name={each}
            label={t(`station.${each}`)}
            placeholder={t("variable_template.any")}
            defaultValue={template?.[each] ?? ""}
            maxLength={TEXT_LENGTH_MAX}
            autoComplete="off"
          />
        ))}
        <SelectField
          name="ocpp_version"
          label={t("station.protocol")}
          defaultValue={template?.ocpp_version ?? ""}
        >
          <option value="">{t("variable_template.any")}</option>
          {VERSIONS.map((each) => (
            <option key={each} value={each}>
              {versionName(each)}
            </option>
          ))}
        </SelectField>
        <SelectField
          key={sites.data === undefined ? "waiting" : "there"}
          name="site_id"
          label={t("variable_template.site")}
          defaultValue={template?.site_id ?? ""}
        >
          <option value="">{t("variable_template.any")}</option>
          {sites.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="grid gap-4">
        <LinesField
          initial={template?.values.map(lineOf).join("\n") ?? ""}
          error={
            wrongLine === null ? undefined : t("variable_template.line_wrong", { line: wrongLine })
          }
        />
        <CheckField
          name="is_automatic"
          value="yes"
          label={t("variable_template.automatic")}
          hint={t("variable_template.automatic_hint")}
          defaultChecked={template?.is_automatic ?? false}
        />
        <CheckField
          name="may_reboot"
          value="yes"
          label={t("desire.may_reboot")}
          hint={t("desire.may_reboot_hint")}
          defaultChecked={template?.may_reboot ?? false}
        />
        {mayWrite && (
          <div>
            <Button type="submit" tone="primary" busy={saving.isPending}>
              {t("action.save")}
            </Button>
          </div>
        )}
      </div>
    </Form>
  );
}

function LinesField({ initial, error }: { initial: string; error: string | undefined }) {
  const { t } = useTranslation();
  const hint = t("variable_template.values_hint");
  const field = useField(error, hint, "values");
  return (
    <Labelled {...field} label={t("variable_template.values")} hint={hint}>
      <textarea
        name="values"
        rows={LINES}
        defaultValue={initial}
        placeholder={"HeartbeatInterval = 300\nOCPPCommCtrlr.HeartbeatInterval = 300"}
        spellCheck={false}
        required
        className={`py-2 font-mono leading-5 ${CONTROL}`}
        {...field.control}
      />
    </Labelled>
  );
}

function draftOf(values: FormData): TemplateDraft {
  return {
    name: textOf(values, "name") ?? "",
    vendor: textOf(values, "vendor"),
    model: textOf(values, "model"),
    firmware: textOf(values, "firmware"),
    ocpp_version: textOf(values, "ocpp_version"),
    site_id: textOf(values, "site_id"),
    is_automatic: textOf(values, "is_automatic") !== null,
    may_reboot: textOf(values, "may_reboot") !== null,
    values: readLines(textOf(values, "values") ?? ""),
  };
}
