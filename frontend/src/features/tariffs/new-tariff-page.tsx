import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { sitesQuery } from "@/features/sites/queries";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { bodyOfDraft, draftOf } from "./price-draft";
import { Grid, PricesForm } from "./prices-form";
import { createTariff, tariffsQuery, type Tariff } from "./queries";
import { useTariffZone } from "./use-tariff-zone";
import { monthIn, nextMonth } from "./versions";

/** A tariff from nothing: where and for whom it counts, from when, and its prices. */
export function NewTariffPage() {
  const { t } = useTranslation();
  const [siteId, setSiteId] = useState<string | null>(null);
  const timeZone = useTariffZone(siteId);
  return (
    <Page title={t("tariff.new")} back={<BackLink to="/tariffs">{t("place.tariffs")}</BackLink>}>
      {timeZone === null ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : (
        <NewTariff siteId={siteId} onSite={setSiteId} timeZone={timeZone} />
      )}
    </Page>
  );
}

interface NewTariffProps {
  siteId: string | null;
  onSite: (siteId: string | null) => void;
  timeZone: string;
}

function NewTariff({ siteId, onSite, timeZone }: NewTariffProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useCurrentUser();
  const sites = useQuery(sitesQuery).data ?? [];
  const [now] = useState(Date.now);
  const [draft, setDraft] = useState(() => draftOf(null, nextMonth(now, timeZone)));
  const owner = user.tenant?.id ?? sites.find(({ id }) => id === siteId)?.tenant_id ?? null;
  const saving = useAction<FormData, Tariff>({
    send: (values, key) =>
      createTariff(
        {
          name: textOf(values, "name") ?? "",
          site_id: siteId,
          station_group: textOf(values, "station_group"),
          person_group: textOf(values, "person_group"),
          version: bodyOfDraft(draft, timeZone),
        },
        owner,
        key,
      ),
    refreshes: [tariffsQuery.queryKey],
    done: ({ name }) => t("tariff.created", { name }),
    onDone: ({ id }) => void navigate({ to: "/tariffs/$tariffId", params: { tariffId: id } }),
  });
  return (
    <Form failure={saving.error} onSubmit={(values) => saving.mutate(values)}>
      <Grid>
        <TextField name="name" label={t("tariff.name")} maxLength={200} required />
        <SelectField
          name="site_id"
          label={t("tariff.where")}
          value={siteId ?? ""}
          onChange={({ target }) => onSite(target.value || null)}
        >
          <option value="">{t("tariff.everywhere")}</option>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          name="version.valid_from"
          type="date"
          label={t("tariff.valid_from")}
          value={draft.valid_from}
          required
          onChange={({ target }) => setDraft({ ...draft, valid_from: target.value })}
        />
        <TextField
          name="station_group"
          label={t("tariff.station_group")}
          hint={t("tariff.group_hint")}
          maxLength={50}
        />
        <TextField name="person_group" label={t("tariff.person_group")} maxLength={50} />
      </Grid>
      <PricesForm
        draft={draft}
        onChange={setDraft}
        month={monthIn(timeZone, now)}
        inside="version."
      />
      <div className="mt-10 border-t border-line pt-6">
        <Button type="submit" tone="primary" busy={saving.isPending}>
          {t("tariff.create")}
        </Button>
      </div>
    </Form>
  );
}
