import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sitesQuery } from "@/features/sites/queries";
import { versionName } from "../version-name";
import type { Template } from "./queries";

/** Return what says in words for which stations a template is. */
export function useTargetWords(): (template: Template) => string {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery);
  return ({ vendor, model, firmware, ocpp_version, site_id }) => {
    const site = sites.data?.find(({ id }) => id === site_id)?.name;
    const parts = [
      [vendor, model].filter(Boolean).join(" "),
      firmware && t("variable_template.with_firmware", { firmware }),
      ocpp_version && versionName(ocpp_version),
      site_id && (site ?? t("variable_template.one_site")),
    ].filter(Boolean);
    return parts.length === 0 ? t("variable_template.every_station") : parts.join(" · ");
  };
}
