import { useTranslation } from "react-i18next";
import { TabBar, TabLink } from "@/ui/tabs";

/** Images and campaigns side by side. */
export function FirmwareTabs() {
  const { t } = useTranslation();
  return (
    <TabBar label={t("place.firmware")}>
      <TabLink to="/firmware" activeOptions={{ exact: true }}>
        {t("images.title")}
      </TabLink>
      <TabLink to="/firmware/campaigns">{t("campaigns.title")}</TabLink>
    </TabBar>
  );
}
