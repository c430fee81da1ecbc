/** What people read: pt-BR first, English second, each loaded only when it is used. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { readPreference, writePreference } from "@/ui/preferences";
import type ptBR from "./pt-BR";
import type ptBRLater from "./pt-BR/later";

export const LANGUAGES = ["pt-BR", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const FIRST = {
  "pt-BR": () => import("./pt-BR"),
  en: () => import("./en"),
} as const satisfies Record<Language, unknown>;
/** The first view is quicker without these. */
const LATER = {
  "pt-BR": () => import("./pt-BR/later"),
  en: () => import("./en/later"),
} as const satisfies Record<Language, unknown>;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof ptBR & typeof ptBRLater };
  }
}

export function language(): Language {
  return i18next.language === "en" ? "en" : "pt-BR";
}

/** Load the catalogue of the language this person chose, pt-BR when none was chosen. */
export async function startTranslations(): Promise<void> {
  const chosen = readPreference("language", LANGUAGES) ?? "pt-BR";
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
  });
  await add(chosen, FIRST[chosen]());
  await show(chosen);
}

/** Load the words of the features that have pages of their own; a repeat costs nothing. */
export function loadLaterWords(): Promise<void> {
  const shown = language();
  return add(shown, LATER[shown]());
}

/** Switch the whole interface, and remember the choice in this browser. */
export async function switchLanguage(next: Language): Promise<void> {
  writePreference("language", next);
  await Promise.all([add(next, FIRST[next]()), add(next, LATER[next]())]);
  await show(next);
}

async function add(to: Language, catalogue: Promise<{ default: object }>): Promise<void> {
  i18next.addResourceBundle(to, "translation", (await catalogue).default);
}

async function show(next: Language): Promise<void> {
  await i18next.changeLanguage(next);
  document.documentElement.lang = next;
}
