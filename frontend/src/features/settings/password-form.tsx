import { useTranslation } from "react-i18next";
import { useSignOut } from "@/features/accounts/sign-out";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { useAction } from "@/ui/use-action";
import { changePassword } from "./queries";

const PASSWORD_MIN = 8;
const PASSWORD_MAX = 128;

/** Replace one's own password; one signs in again with the new one, everywhere. */
export function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const changing = useAction<FormData, void>({
    // A password may begin or end with a space: it is not trimmed.
    send: (values) =>
      changePassword({
        current_password: secretOf(values, "current_password"),
        new_password: secretOf(values, "new_password"),
      }),
    done: () => t("settings.password_saved"),
    onDone: () => void signOut(),
  });
  return (
    <Form
      className="grid content-start gap-4"
      failure={changing.error}
      onSubmit={(values) => changing.mutate(values)}
    >
      <h3 className="text-sm font-semibold">{t("settings.password")}</h3>
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextField
        name="current_password"
        type="password"
        label={t("settings.password_current")}
        required
        maxLength={PASSWORD_MAX}
        autoComplete="current-password"
      />
      <TextField
        name="new_password"
        type="password"
        label={t("settings.password_new")}
        hint={t("settings.password_hint", { count: PASSWORD_MIN })}
        required
        minLength={PASSWORD_MIN}
        maxLength={PASSWORD_MAX}
        autoComplete="new-password"
      />
      <div>
        <Button type="submit" busy={changing.isPending}>
          {t("settings.password_change")}
        </Button>
      </div>
    </Form>
  );
}

function secretOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === "string" ? value : "";
}
