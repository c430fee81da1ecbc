/** What a form says of an account: settings as they stand, secrets only where they were typed. */
import { textOf } from "@/ui/form-text";
import type { ProviderForm } from "./queries";

type Setting = Pick<ProviderForm["settings"][number], "name" | "is_secret">;

export interface AccountSaid {
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

export function accountSaid(values: FormData, settings: readonly Setting[]): AccountSaid {
  const said = (areSecret: boolean) =>
    Object.fromEntries(
      settings
        .filter((setting) => setting.is_secret === areSecret)
        .flatMap(({ name }) => {
          const text = textOf(values, `${areSecret ? "secrets" : "settings"}.${name}`);
          return text === null ? [] : [[name, text] as const];
        }),
    );
  return { settings: said(false), secrets: said(true) };
}
