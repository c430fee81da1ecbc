import { useTranslation } from "react-i18next";
import { language, LANGUAGES, switchLanguage } from "@/i18n";
import { useTheme } from "@/shell/use-theme";
import { Segments } from "@/ui/segments";
import { THEMES } from "@/ui/theme";

/** How the application looks and speaks in this browser. */
export function AppearancePanel() {
  const { t } = useTranslation();
  const [theme, chooseTheme] = useTheme();
  return (
    <div className="grid content-start gap-4">
      <h3 className="text-sm font-semibold">{t("settings.browser")}</h3>
      <div className="grid gap-1">
        <p className="text-[0.8125rem] font-medium text-muted">{t("shell.language")}</p>
        <Segments
          label={t("shell.language")}
          value={language()}
          options={LANGUAGES.map((value) => [value, t(`shell.language_name.${value}`)])}
          onChoose={(next) => void switchLanguage(next)}
        />
      </div>
      <div className="grid gap-1">
        <p className="text-[0.8125rem] font-medium text-muted">{t("shell.theme")}</p>
        <Segments
          label={t("shell.theme")}
          value={theme}
          options={THEMES.map((value) => [value, t(`shell.theme_name.${value}`)])}
          onChoose={chooseTheme}
        />
      </div>
    </div>
  );
}
