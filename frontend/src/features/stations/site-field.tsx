import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { sitesQuery, type Site } from "@/features/sites/queries";
import { SelectField } from "@/ui/field";

/** Where a station stands; the field is called `site_id`. The only site is chosen by itself. */
export function SiteField({ siteId }: { siteId?: string | null }) {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const sites = useQuery(sitesQuery).data;
  if (sites === undefined) return null;
  const only = siteId === undefined && sites.length === 1 ? sites[0]?.id : undefined;
  return (
    <SelectField
      name="site_id"
      label={t("station_form.site")}
      defaultValue={siteId ?? only ?? ""}
      // Who is of no tenant says by the site whose station it is.
      required={user.tenant === null}
    >
      <option value="">{t("site.none")}</option>
      {sites.map((site) => (
        <option key={site.id} value={site.id}>
          {site.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Return the tenant that a new station belongs to: that of its site, else one's own. */
export function useOwner(): (siteId: string | null) => string | null {
  const user = useCurrentUser();
  const sites: readonly Site[] = useQuery(sitesQuery).data ?? [];
  return (siteId) => sites.find(({ id }) => id === siteId)?.tenant_id ?? user.tenant?.id ?? null;
}
