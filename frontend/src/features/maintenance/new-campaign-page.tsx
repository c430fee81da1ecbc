import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button, buttonClass } from "@/ui/button";
import { CheckField, SelectField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useAction } from "@/ui/use-action";
import { useSettled } from "@/ui/use-settled";
import {
  CAMPAIGNS_CHANGED,
  createCampaign,
  imagesQuery,
  previewCampaign,
  type Campaign,
  type Image,
  type NewCampaign,
} from "./queries";

/** Plan a campaign: which firmware, for whom, how carefully; it says at once who is meant. */
export function NewCampaignPage() {
  const { t } = useTranslation();
  const images = useQuery(imagesQuery);
  const ready = (images.data ?? []).filter(({ is_ready }) => is_ready);
  const [first] = ready;
  return (
    <Page
      title={t("campaigns.new")}
      back={<BackLink to="/firmware/campaigns">{t("campaigns.title")}</BackLink>}
    >
      {images.data !== undefined && first === undefined && (
        <Notice
          icon="download"
          title={t("firmware.no_image")}
          action={
            <Link to="/firmware" className={buttonClass("primary")}>
              {t("firmware.see_images")}
            </Link>
          }
        />
      )}
      {first !== undefined && <Planner images={ready} first={first} />}
    </Page>
  );
}

interface Draft {
  name: string;
  image_id: string;
  site_id: string;
  vendor: string;
  model: string;
  first: string;
  percent: string;
  advance_after: string;
  is_idle_only: boolean;
  from_time: string;
  to_time: string;
  failures_max: string;
}

function draftOf(image: Image): Draft {
  return {
    name: "",
    image_id: image.id,
    site_id: "",
    vendor: image.vendor ?? "",
    model: image.model ?? "",
    first: "1",
    percent: "10",
    advance_after: "",
    is_idle_only: true,
    from_time: "",
    to_time: "",
    failures_max: "1",
  };
}

/** Return what is sent; a stage or a window that is not filled in is left out. */
function bodyOf(draft: Draft): NewCampaign {
  const { first, percent, from_time, to_time } = draft;
  return {
    name: draft.name || "-",
    image_id: draft.image_id,
    site_id: draft.site_id || null,
    vendor: draft.vendor.trim() || null,
    model: draft.model.trim() || null,
    firmware_version: null,
    stages: [
      ...(first === "" ? [] : [{ stations: Number(first), percent: null }]),
      ...(percent === "" ? [] : [{ stations: null, percent: Number(percent) }]),
      { stations: null, percent: 100 },
    ],
    advance_after: draft.advance_after === "" ? null : Number(draft.advance_after),
    is_idle_only: draft.is_idle_only,
    window: from_time === "" || to_time === "" ? null : { from_time, to_time },
    failures_max: Number(draft.failures_max || 1),
    at_once_max: 20,
  };
}

function Planner({ images, first }: { images: Image[]; first: Image }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sites = useQuery(sitesQuery).data ?? [];
  const [draft, setDraft] = useState(() => draftOf(first));
  const action = useAction<FormData, Campaign>({
    send: (_, key) => createCampaign(bodyOf(draft), key),
    refreshes: CAMPAIGNS_CHANGED,
    done: ({ name }) => t("campaigns.created", { name }),
    onDone: ({ id }) =>
      void navigate({ to: "/firmware/campaigns/$campaignId", params: { campaignId: id } }),
  });
  const text = (name: Exclude<keyof Draft, "is_idle_only">) => ({
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <Form failure={action.error} onSubmit={(values) => action.mutate(values)}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="name"
          label={t("campaigns.name")}
          maxLength={200}
          required
          {...text("name")}
        />
        <SelectField
          name="image_id"
          label={t("images.image")}
          value={draft.image_id}
          onChange={({ target }) => {
            const chosen = images.find(({ id }) => id === target.value);
            setDraft({
              ...draft,
              image_id: target.value,
              vendor: chosen?.vendor ?? "",
              model: chosen?.model ?? "",
            });
          }}
        >
          {images.map(({ id, name, version }) => (
            <option key={id} value={id}>
              {name === version ? name : `${name} (${version})`}
            </option>
          ))}
        </SelectField>
      </div>
      <Section title={t("campaigns.for_whom")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField name="site_id" label={t("campaigns.site")} {...text("site_id")}>
            <option value="">{t("campaigns.every_site")}</option>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField name="vendor" label={t("images.vendor")} {...text("vendor")} />
          <TextField name="model" label={t("images.model")} {...text("model")} />
        </div>
      </Section>
      <Section title={t("campaigns.how")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField
            name="first"
            type="number"
            min={1}
            max={5000}
            label={t("campaigns.first")}
            hint={t("campaigns.first_hint")}
            {...text("first")}
          />
          <TextField
            name="percent"
            type="number"
            min={1}
            max={99}
            label={t("campaigns.percent")}
            hint={t("campaigns.percent_hint")}
            {...text("percent")}
          />
          <TextField
            name="advance_after"
            type="number"
            min={1}
            max={5000}
            label={t("campaigns.advance_label")}
            hint={t("campaigns.advance_hint")}
            {...text("advance_after")}
          />
          <TextField
            name="window.from_time"
            type="time"
            label={t("campaigns.from_time")}
            hint={t("campaigns.window_hint")}
            {...text("from_time")}
          />
          <TextField
            name="window.to_time"
            type="time"
            label={t("campaigns.to_time")}
            {...text("to_time")}
          />
          <TextField
            name="failures_max"
            type="number"
            min={1}
            max={5000}
            required
            label={t("campaigns.failures_max")}
            {...text("failures_max")}
          />
        </div>
        <CheckField
          className="mt-4"
          label={t("campaigns.idle_label")}
          checked={draft.is_idle_only}
          onChange={({ target }) => setDraft({ ...draft, is_idle_only: target.checked })}
        />
      </Section>
      <Preview draft={draft} />
      <div className="mt-10 border-t border-line pt-6">
        <Button type="submit" tone="primary" busy={action.isPending}>
          {t("campaigns.create")}
        </Button>
      </div>
    </Form>
  );
}

/** Who is meant, and how many stations each stage has. */
function Preview({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const settled = useSettled(JSON.stringify(bodyOf({ ...draft, name: "" })));
  const plan = useQuery({
    queryKey: ["campaigns", "preview", settled],
    queryFn: ({ signal }) => previewCampaign(JSON.parse(settled) as NewCampaign, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (plan.data === undefined) return null;
  const { stations, stages, unfit, up_to_date: done } = plan.data;
  return (
    <Section title={t("campaigns.meant", { count: stations.length })}>
      <ul className="grid gap-1 text-sm">
        {stages.map((count, index) => (
          <li key={index}>{t("campaigns.stage_has", { number: index + 1, count })}</li>
        ))}
        {unfit > 0 && <li className="text-muted">{t("campaigns.unfit", { count: unfit })}</li>}
        {done > 0 && <li className="text-muted">{t("campaigns.up_to_date", { count: done })}</li>}
      </ul>
    </Section>
  );
}
