import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { sitesQuery } from "@/features/sites/queries";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { textOf } from "@/ui/form-text";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { AudienceFields } from "./audience-fields";
import { bodyOfDraft, draftOf } from "./price-draft";
import { Grid, PricesForm } from "./prices-form";
import { createTariff, TARIFFS_CHANGED, type Audience, type Tariff } from "./queries";
import { Trial } from "./trial";
import { useTariffZone } from "./use-tariff-zone";
import { monthIn, nextMonth } from "./versions";

const EVERYBODY: Audience = { site_id: null, station_group: null, person_group: null };

/** A tariff from nothing: where and for whom it counts, from when, and its prices. */
export function NewTariffPage() {
  const { t } = useTranslation();
  const [audience, setAudience] = useState(EVERYBODY);
  const timeZone = useTariffZone(audience.site_id);
  return (
    <Page title={t("tariff.new")} back={<BackLink to="/tariffs">{t("place.tariffs")}</BackLink>}>
      {timeZone === null ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : (
        <NewTariff audience={audience} onAudience={setAudience} timeZone={timeZone} />
      )}
    </Page>
  );
}

interface NewTariffProps {
  audience: Audience;
  onAudience: (audience: Audience) => void;
  timeZone: string;
}

function NewTariff({ audience, onAudience, timeZone }: NewTariffProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useCurrentUser();
  const sites = useQuery(sitesQuery).data ?? [];
  const [now] = useState(Date.now);
  const [draft, setDraft] = useState(() => draftOf(null, nextMonth(now, timeZone)));
  const site = sites.find(({ id }) => id === audience.site_id);
  const owner = user.tenant?.id ?? site?.tenant_id ?? null;
  const prices = draft.valid_from === "" ? null : bodyOfDraft(draft, timeZone);
  const saving = useAction<FormData, Tariff>({
    send: (values, key) =>
      createTariff(
        {
          name: textOf(values, "name") ?? "",
          site_id: audience.site_id,
          station_group: textOf(values, "station_group"),
          person_group: textOf(values, "person_group"),
          version: bodyOfDraft(draft, timeZone),
        },
        owner,
        key,
      ),
    refreshes: TARIFFS_CHANGED,
    done: ({ name }) => t("tariff.created", { name }),
    onDone: ({ id }) => void navigate({ to: "/tariffs/$tariffId", params: { tariffId: id } }),
  });
  return (
    <Form failure={saving.error} onSubmit={(values) => saving.mutate(values)}>
      <Grid>
        <TextField name="name" label={t("tariff.name")} maxLength={200} required />
        <TextField
          name="version.valid_from"
          type="date"
          label={t("tariff.valid_from")}
          value={draft.valid_from}
          required
          onChange={({ target }) => setDraft({ ...draft, valid_from: target.value })}
        />
        <AudienceFields audience={audience} onChange={onAudience} />
      </Grid>
      <PricesForm
        draft={draft}
        onChange={setDraft}
        month={monthIn(timeZone, now)}
        inside="version."
      />
      {prices && (
        <Section title={t("tariff.try_title")}>
          <Trial audience={audience} prices={prices} ready={draft.price_per_kwh !== ""} />
        </Section>
      )}
      <div className="mt-10 border-t border-line pt-6">
        <Button type="submit" tone="primary" busy={saving.isPending}>
          {t("tariff.create")}
        </Button>
      </div>
    </Form>
  );
}
