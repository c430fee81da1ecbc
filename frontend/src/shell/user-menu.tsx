import { Link } from "@tanstack/react-router";
import { DropdownMenu as Menu } from "radix-ui";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useSignOut } from "@/features/accounts/sign-out";
import { ActingDialog } from "@/features/tenants/acting-dialog";
import { language, LANGUAGES, switchLanguage, type Language } from "@/i18n";
import { Icon, type IconName } from "@/ui/icon";
import { useTheme } from "./use-theme";
import { THEMES, type Theme } from "@/ui/theme";
import { USER_BUTTON, UserFace } from "./user-face";

const THEME_ICONS: Record<Theme, IconName> = { system: "monitor", light: "sun", dark: "moon" };
const ITEM =
  "flex h-10 items-center gap-3 rounded-md px-3 text-sm outline-none select-none data-[highlighted]:bg-sunken";

/** Who is signed in, how the application looks and speaks, and the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const signOut = useSignOut();
  const [theme, chooseTheme] = useTheme();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className={USER_BUTTON}>
          <UserFace />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content
            align="end"
            sideOffset={8}
            collisionPadding={8}
            className="z-40 w-64 rounded-lg border border-line bg-raised p-2 shadow-raised"
          >
            <Menu.Label className="px-3 py-2">
              <span className="block truncate text-sm font-medium">{user.name}</span>
              <span className="block truncate text-xs text-muted">{user.email}</span>
            </Menu.Label>
            {user.role === "platform_admin" && (
              <Menu.Item className={ITEM} onSelect={() => setChoosing(true)}>
                <Icon name="building" className="text-muted" />
                {t("acting.choose")}
              </Menu.Item>
            )}
            <Choices<Language>
              label={t("shell.language")}
              value={language()}
              options={LANGUAGES.map((value) => [
                value,
                t(`shell.language_name.${value}`),
                "globe",
              ])}
              onChoose={(next) => void switchLanguage(next)}
            />
            <Choices<Theme>
              label={t("shell.theme")}
              value={theme}
              options={THEMES.map((value) => [
                value,
                t(`shell.theme_name.${value}`),
                THEME_ICONS[value],
              ])}
              onChoose={chooseTheme}
            />
            <Menu.Separator className="mx-3 my-2 h-px bg-line" />
            <Menu.Item asChild className={ITEM}>
              <Link to="/settings">
                <Icon name="gear" className="text-muted" />
                {t("place.settings")}
              </Link>
            </Menu.Item>
            <Menu.Item className={ITEM} onSelect={() => signOut()}>
              <Icon name="sign-out" className="text-muted" />
              {t("shell.sign_out")}
            </Menu.Item>
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      {isChoosing && <ActingDialog onClose={() => setChoosing(false)} />}
    </>
  );
}

interface ChoicesProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly (readonly [Value, ReactNode, IconName])[];
  onChoose: (value: Value) => void;
}

function Choices<Value extends string>({ label, value, options, onChoose }: ChoicesProps<Value>) {
  return (
    <>
      <Menu.Separator className="mx-3 my-2 h-px bg-line" />
      <Menu.Label className="px-3 pb-1 text-xs text-muted">{label}</Menu.Label>
      <Menu.RadioGroup value={value} onValueChange={(next) => onChoose(next as Value)}>
        {options.map(([option, name, icon]) => (
          <Menu.RadioItem key={option} value={option} className={ITEM}>
            <Icon name={icon} className="text-muted" />
            <span className="grow">{name}</span>
            <Menu.ItemIndicator>
              <Icon name="check" size={16} className="text-accent" />
            </Menu.ItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
