import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { useNow } from "@/ui/now";
import type { Version } from "./queries";
import { BASE_WINDOW, monthIn, weekGrid } from "./versions";

/** The first windows have the theme's own colours; the list below names all in the same order. */
const TONES = [
  "var(--accent)",
  "var(--warning)",
  "light-dark(oklch(0.47 0.14 300), oklch(0.79 0.1 302))",
  "light-dark(oklch(0.48 0.12 252), oklch(0.78 0.095 250))",
] as const;
const GOLDEN_ANGLE = 137.508;
const LIGHTNESSES = [0.45, 0.6, 0.75] as const;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MARKED_HOURS = [0, 6, 12, 18, 24] as const;

/** An ordinary week of the season at the site, half hour by half hour, in the colours of prices. */
export function Week({ version, timeZone }: { version: Version; timeZone: string }) {
  const { t } = useTranslation();
  const grid = weekGrid(version, monthIn(timeZone, useNow()));
  return (
    <figure className="min-w-0">
      <div aria-hidden className="grid grid-cols-[3rem_1fr] gap-y-1 text-xs text-muted">
        {WEEKDAYS.map((weekday, index) => (
          <div key={weekday} className="contents">
            <span className="leading-6">{t(`weekday.${weekday}`)}</span>
            <span className="grid h-6 grid-cols-[repeat(48,1fr)] overflow-hidden rounded-sm">
              {grid[index]?.map((name, half) => (
                <Swatch key={half} windows={version.windows} name={name} />
              ))}
            </span>
          </div>
        ))}
        <span />
        <HourMarks />
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
            <Swatch windows={version.windows} name={name} />
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

interface SwatchProps {
  windows: readonly { name: string }[];
  name: string;
}

/** The colour of a window's price; that of no window is quiet. */
export function Swatch({ windows, name }: SwatchProps) {
  const index = windows.findIndex((window) => window.name === name);
  if (index === -1) return <span className="block size-full bg-line" />;
  return <span className="block size-full" style={{ background: swatchColor(index) }} />;
}

/** Return a colour that no other window of a tariff has: hues far apart, in changing lightness. */
export function swatchColor(index: number): string {
  const tone = TONES[index];
  if (tone !== undefined) return tone;
  const hue = Math.round((index * GOLDEN_ANGLE) % 360);
  return `oklch(${LIGHTNESSES[index % LIGHTNESSES.length]} 0.11 ${hue})`;
}

/** The hours under a week, at their places. */
export function HourMarks() {
  return (
    <span aria-hidden className="flex justify-between">
      {MARKED_HOURS.map((hour) => (
        <span key={hour}>{hour} h</span>
      ))}
    </span>
  );
}
