/** Units as a building has them: by tower, each tower from the ground up. */
import type { Unit } from "./queries";

export interface Tower {
  /** Null for units that stand in none. */
  name: string | null;
  units: Unit[];
}

/** As many as a form makes at once. */
export const NUMBERS_MAX = 200;

const natural = new Intl.Collator("pt-BR", { numeric: true });

export function towersOf(units: readonly Unit[]): Tower[] {
  const towers = new Map<string, Unit[]>();
  for (const unit of units.toSorted((a, b) => natural.compare(a.number, b.number))) {
    const name = unit.tower ?? "";
    towers.set(name, [...(towers.get(name) ?? []), unit]);
  }
  return [...towers]
    .toSorted(([a], [b]) => natural.compare(a, b))
    .map(([name, own]) => ({ name: name || null, units: own }));
}

/** Return the numbers that a text names: "101-103, 201" is 101, 102, 103 and 201. */
export function numbersOf(text: string): string[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim());
  const numbers = parts.filter(Boolean).flatMap((part) => {
    const range = /^(\d{1,6})\s*[-–]\s*(\d{1,6})$/.exec(part);
    if (range === null) return [part];
    const [first, last] = [Number(range[1]), Number(range[2])];
    const length = Math.min(NUMBERS_MAX + 1, Math.max(0, last - first + 1));
    return Array.from({ length }, (_, index) => String(first + index));
  });
  return [...new Set(numbers)];
}
