/** What people read: pt-BR first, English second, each loaded only when it is used. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { readPreference, writePreference } from "@/ui/preferences";
import type ptBR from "./pt-BR";

export const LANGUAGES = ["pt-BR", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES = {
  "pt-BR": () => import("./pt-BR"),
  en: () => import("./en"),
} as const satisfies Record<Language, unknown>;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof ptBR };
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
  await show(chosen);
}

/** Switch the whole interface, and remember the choice in this browser. */
export async function switchLanguage(next: Language): Promise<void> {
  writePreference("language", next);
  await show(next);
}

async function show(next: Language): Promise<void> {
  if (!i18next.hasResourceBundle(next, "translation")) {
    const { default: catalogue } = await CATALOGUES[next]();
    i18next.addResourceBundle(next, "translation", catalogue);
  }
  await i18next.changeLanguage(next);
  document.documentElement.lang = next;
}
