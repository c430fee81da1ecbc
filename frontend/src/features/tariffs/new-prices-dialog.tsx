import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { beginOf } from "@/features/sessions/local-days";
import { sessionsQuery } from "@/features/sessions/queries";
import { useZone } from "@/features/sites/use-zone";
import { useFormats } from "@/i18n/formats";
import { ActionDialog } from "@/ui/action-dialog";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useNow } from "@/ui/now";
import { useAction } from "@/ui/use-action";
import {
  addVersion,
  previewOn,
  tariffsQuery,
  type Preview,
  type Tariff,
  type Version,
} from "./queries";
import { nextMonth } from "./versions";

type Prices = Schemas["VersionBody"];

interface NewPricesDialogProps {
  tariff: Tariff;
  begunWith: Version;
  onClose: () => void;
}

/** Other prices from a day on, tried on the latest charge before they are stored. */
export function NewPricesDialog({ tariff, begunWith, onClose }: NewPricesDialogProps) {
  const { t } = useTranslation();
  const timeZone = useZone();
  const firstDay = nextMonth(useNow(), timeZone);
  const fields = useRef<HTMLDivElement>(null);
  const read = (values: FormData) => pricesOf(values, begunWith, timeZone);
  const saving = useAction<FormData, Tariff>({
    send: (values, key) => addVersion(tariff, read(values), key),
    refreshes: [tariffsQuery.queryKey],
    done: () => t("tariff.changed"),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t("tariff.change")}
      description={t("tariff.change_hint")}
      order={t("tariff.change_order")}
      action={saving}
      onClose={onClose}
    >
      <div ref={fields} className="grid gap-4">
        <TextField
          name="valid_from"
          type="date"
          label={t("tariff.valid_from")}
          defaultValue={firstDay}
          required
        />
        <PriceField
          name="price_per_kwh"
          label={t("tariff.base")}
          price={begunWith.price_per_kwh}
          currency={begunWith.currency}
        />
        {begunWith.windows.map(({ name, price_per_kwh }, index) => (
          <PriceField
            key={name}
            name={`windows.${index}.price_per_kwh`}
            label={name}
            price={price_per_kwh}
            currency={begunWith.currency}
          />
        ))}
      </div>
      <Trial
        tariff={tariff}
        timeZone={timeZone}
        prices={() => read(new FormData(fields.current?.closest("form") ?? undefined))}
      />
    </ActionDialog>
  );
}

interface PriceFieldProps {
  name: string;
  label: string;
  price: string;
  currency: string;
}

function PriceField({ name, label, price, currency }: PriceFieldProps) {
  return (
    <TextField
      name={name}
      label={`${label} (${currency}/kWh)`}
      defaultValue={price.replace(".", ",")}
      inputMode="decimal"
      pattern="\d{1,7}([.,]\d{1,6})?"
      required
      autoComplete="off"
    />
  );
}

interface TrialProps {
  tariff: Tariff;
  timeZone: string;
  prices: () => Prices;
}

/** What the latest charge would have cost by the prices in the form. */
function Trial({ tariff, timeZone, prices }: TrialProps) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const filters = { status: "ended", period: "month" } as const;
  const sessions = useInfiniteQuery(sessionsQuery(filters, timeZone));
  const latest = sessions.data?.pages[0]?.items.find(({ cost }) => cost !== null);
  const trying = useAction<void, Preview>({
    send: () => previewOn(tariff, latest?.id ?? "", prices()),
    tellFailure: true,
  });
  if (latest === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-sm">
      <Button small busy={trying.isPending} onClick={() => trying.mutate()}>
        {t("tariff.try")}
      </Button>
      {trying.data?.total && latest.cost && (
        <p role="status" className="tabular-nums">
          {t("tariff.tried", { now: money(latest.cost), then: money(trying.data.total) })}
        </p>
      )}
    </div>
  );
}

/** Everything that the form does not ask for stays as it was. */
function pricesOf(values: FormData, begunWith: Version, timeZone: string): Prices {
  const price = (name: string) => (textOf(values, name) ?? "").replace(",", ".");
  const { id: _, valid_to: __, ...rest } = begunWith;
  return {
    ...rest,
    valid_from: beginOf(textOf(values, "valid_from") ?? "", timeZone),
    price_per_kwh: price("price_per_kwh"),
    windows: begunWith.windows.map(({ name, window, price_per_minute }, index) => ({
      name,
      ...window,
      price_per_minute,
      price_per_kwh: price(`windows.${index}.price_per_kwh`),
    })),
  };
}
