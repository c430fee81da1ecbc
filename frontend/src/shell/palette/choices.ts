/** What the palette offers: lines of a few kinds, each with what happens when it is chosen. */
import type catalogue from "@/i18n/pt-BR";
import { holdsEveryWord } from "@/i18n/matching";
import type { IconName } from "@/ui/icon";

/** The kinds in the order that they are listed. */
export const CHOICE_GROUPS = [
  "places",
  "connectors",
  "people",
  "stations",
  "sessions",
  "actions",
] as const satisfies readonly (keyof (typeof catalogue)["palette"]["group"])[];
export type ChoiceGroup = (typeof CHOICE_GROUPS)[number];

export interface Choice {
  key: string;
  group: ChoiceGroup;
  icon: IconName;
  text: string;
  /** What tells it from its namesakes. */
  hint?: string | null;
  /** Other words that find it. */
  words?: string;
  run: () => void;
}

/** Whether a choice has every word that was typed, in one of its texts. */
export function fits({ text, hint, words }: Choice, typed: string): boolean {
  return holdsEveryWord([text, hint, words].join(" "), typed);
}

/** Put choices in the order of their kinds; within a kind they stay as they came. */
export function inOrder(choices: readonly Choice[]): Choice[] {
  return CHOICE_GROUPS.flatMap((group) => choices.filter((choice) => choice.group === group));
}
