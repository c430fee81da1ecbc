import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { bodyOfDraft, draftOf } from "./price-draft";
import { PricesForm } from "./prices-form";
import { addVersion, TARIFFS_CHANGED, tariffQuery, type Tariff } from "./queries";
import { Trial } from "./trial";
import { useTariffZone } from "./use-tariff-zone";
import { monthIn, nextMonth } from "./versions";

const route = getRouteApi("/signed-in/tariffs/$tariffId/prices");

/** Other prices from a day on, drawn on a week and tried on a charge before they are stored. */
export function NewPricesPage() {
  const { t } = useTranslation();
  const { tariffId } = route.useParams();
  const tariff = useQuery(tariffQuery(tariffId));
  const timeZone = useTariffZone(tariff.data?.site_id ?? null);
  const isReady = tariff.data !== undefined && timeZone !== null;
  return (
    <Page
      title={t("tariff.change")}
      summary={tariff.data?.name}
      back={
        <BackLink to="/tariffs/$tariffId" params={{ tariffId }}>
          {tariff.data?.name ?? t("tariff.name")}
        </BackLink>
      }
    >
      {isReady ? (
        <NewPrices tariff={tariff.data} timeZone={timeZone} />
      ) : (
        <Awaiting query={tariff}>
          <Loading>
            <Skeleton className="h-96" />
          </Loading>
        </Awaiting>
      )}
    </Page>
  );
}

function NewPrices({ tariff, timeZone }: { tariff: Tariff; timeZone: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [now] = useState(Date.now);
  const [draft, setDraft] = useState(() =>
    draftOf(tariff.versions.at(-1) ?? null, nextMonth(now, timeZone)),
  );
  const prices = draft.valid_from === "" ? null : bodyOfDraft(draft, timeZone);
  const toTariff = () =>
    void navigate({ to: "/tariffs/$tariffId", params: { tariffId: tariff.id } });
  const saving = useAction<NonNullable<typeof prices>, Tariff>({
    send: (body, key) => addVersion(tariff, body, key),
    refreshes: TARIFFS_CHANGED,
    done: () => t("tariff.changed"),
    onDone: toTariff,
  });
  return (
    <Form failure={saving.error} onSubmit={() => prices && saving.mutate(prices)}>
      <TextField
        className="max-w-xs"
        name="valid_from"
        type="date"
        label={t("tariff.valid_from")}
        hint={t("tariff.change_hint")}
        value={draft.valid_from}
        required
        onChange={({ target }) => setDraft({ ...draft, valid_from: target.value })}
      />
      <PricesForm draft={draft} onChange={setDraft} month={monthIn(timeZone, now)} inside="" />
      {prices && (
        <Section title={t("tariff.try_title")}>
          <Trial audience={tariff} prices={prices} ready={draft.price_per_kwh !== ""} />
        </Section>
      )}
      <div className="mt-10 flex flex-wrap gap-3 border-t border-line pt-6">
        <Button type="submit" tone="primary" busy={saving.isPending}>
          {t("tariff.change_order")}
        </Button>
        <Button onClick={toTariff}>{t("action.cancel")}</Button>
      </div>
    </Form>
  );
}
