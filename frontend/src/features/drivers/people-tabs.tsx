import { useTranslation } from "react-i18next";
import { TabBar, TabLink } from "@/ui/tabs";

/** The ways to look at people. */
export function PeopleTabs() {
  const { t } = useTranslation();
  return (
    <TabBar label={t("place.people")}>
      <TabLink to="/people" activeOptions={{ exact: true, includeSearch: false }}>
        {t("people.everybody")}
      </TabLink>
      <TabLink to="/people/visitors">{t("visits.title")}</TabLink>
      <TabLink to="/people/completeness">{t("completeness.title")}</TabLink>
    </TabBar>
  );
}
