/** What people read: pt-BR first, English second, each loaded only when it is used. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { readPreference, writePreference } from "@/ui/preferences";
import ptBR from "./pt-BR";

export const LANGUAGES = ["pt-BR", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

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
  await i18next.use(initReactI18next).init({
    lng: "pt-BR",
    fallbackLng: "pt-BR",
    resources: { "pt-BR": { translation: ptBR } },
    interpolation: { escapeValue: false },
  });
  await show(readPreference("language", LANGUAGES) ?? "pt-BR");
}

/** Switch the whole interface, and remember the choice in this browser. */
export async function switchLanguage(next: Language): Promise<void> {
  writePreference("language", next);
  await show(next);
}

async function show(next: Language): Promise<void> {
  if (next === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { default: en } = await import("./en");
    i18next.addResourceBundle("en", "translation", en);
  }
  await i18next.changeLanguage(next);
  document.documentElement.lang = next;
}
