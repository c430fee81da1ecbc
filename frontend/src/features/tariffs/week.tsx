import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import type { Tone } from "@/ui/badge";
import type { Version } from "./queries";
import { BASE_WINDOW, weekGrid } from "./versions";

/** Told apart by lightness too; the list below names them in the same order. */
const TONES: readonly Tone[] = ["in_use", "idle", "reserved", "waiting"];
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MARKED_HOURS = [0, 6, 12, 18, 24] as const;

/** An ordinary week of today's season, half hour by half hour, in the colour of each price. */
export function Week({ version }: { version: Version }) {
  const { t } = useTranslation();
  const grid = weekGrid(version, new Date().getMonth() + 1);
  return (
    <figure className="min-w-0">
      <div aria-hidden className="grid grid-cols-[3rem_1fr] gap-y-1 text-xs text-muted">
        {WEEKDAYS.map((weekday, index) => (
          <div key={weekday} className="contents">
            <span className="leading-6">{t(`weekday.${weekday}`)}</span>
            <span className="grid h-6 grid-cols-[repeat(48,1fr)] overflow-hidden rounded-sm">
              {grid[index]?.map((name, half) => (
                <Swatch key={half} version={version} name={name} />
              ))}
            </span>
          </div>
        ))}
        <span />
        <span className="flex justify-between">
          {MARKED_HOURS.map((hour) => (
            <span key={hour}>{hour} h</span>
          ))}
        </span>
      </div>
      <figcaption>
        <Legend version={version} />
      </figcaption>
    </figure>
  );
}

function Legend({ version }: { version: Version }) {
  const { t } = useTranslation();
  const { unitPrice } = useFormats();
  const priceOf = (amount: string) => unitPrice({ amount, currency: version.currency });
  const lines = [
    { name: BASE_WINDOW, word: t("tariff.base"), when: null, price: version.price_per_kwh },
    ...version.windows.map(({ name, window, price_per_kwh: price }) => {
      const days = WEEKDAYS.filter((day) => window.weekdays.includes(day));
      const when = [
        days.map((day) => t(`weekday.${day}`)).join(", "),
        `${window.from_time.slice(0, 5)}–${window.to_time.slice(0, 5)}`,
        window.on_holidays === false && t("tariff.not_on_holidays"),
      ];
      return { name, word: name, when: when.filter(Boolean).join(" · "), price };
    }),
  ];
  return (
    <ul className="mt-4 divide-y divide-line text-sm">
      {lines.map(({ name, word, when, price }) => (
        <li key={name} className="flex items-baseline gap-3 py-2">
          <span className="size-3 shrink-0 overflow-hidden rounded-sm">
            <Swatch version={version} name={name} />
          </span>
          <span className="grow">
            {word}
            {when !== null && <span className="block text-[0.8125rem] text-muted">{when}</span>}
          </span>
          <span className="whitespace-nowrap tabular-nums">{priceOf(price)}/kWh</span>
        </li>
      ))}
    </ul>
  );
}

function Swatch({ version, name }: { version: Version; name: string }) {
  const index = version.windows.findIndex((window) => window.name === name);
  if (index === -1) return <span className="block size-full bg-line" />;
  return <span data-tone={TONES[index % TONES.length]} className="block size-full bg-(--tone)" />;
}
