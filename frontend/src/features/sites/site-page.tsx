import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PolicyPanel } from "@/features/access/policy-panel";
import { useMay } from "@/features/accounts/permissions";
import { stationsQuery } from "@/features/stations/queries";
import { tariffsQuery } from "@/features/tariffs/queries";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { ActionDialog } from "@/ui/action-dialog";
import { Button, buttonClass } from "@/ui/button";
import { Facts } from "@/ui/facts";
import { FailureNotice, Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAction } from "@/ui/use-action";
import { addressLine } from "./address-line";
import { sitesQuery, type Site } from "./queries";
import { SiteDialog } from "./site-dialog";
import { deleteSite, SITES_CHANGED } from "./site-edits";
import { UnitsPanel } from "./units-panel";

const route = getRouteApi("/signed-in/sites/$siteId");

/** One address: what it is, its towers and units, and who lives in them. */
export function SitePage() {
  const { t } = useTranslation();
  const { siteId } = route.useParams();
  const sites = useQuery(sitesQuery);
  const site = sites.data?.find(({ id }) => id === siteId);
  const back = <BackLink to="/sites">{t("place.sites")}</BackLink>;
  if (site === undefined) {
    return (
      <Page title={t("sites.site")} back={back}>
        {sites.isError ? (
          <FailureNotice error={sites.error} onRetry={() => void sites.refetch()} />
        ) : sites.data === undefined ? (
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        ) : (
          <Notice icon="search" title={t("failure.not_found")}>
            {t("failure.not_found_hint")}
          </Notice>
        )}
      </Page>
    );
  }
  return (
    <Page
      title={site.name}
      back={back}
      summary={addressLine(site.address)}
      actions={
        <Link to="/stations" className={buttonClass("secondary")}>
          {t("sites.see_stations")}
        </Link>
      }
    >
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <div className="grid gap-10">
          <About site={site} />
          <PolicyPanel place={{ kind: "site", id: site.id, tenantId: site.tenant_id }} />
        </div>
        <UnitsPanel site={site} />
      </div>
    </Page>
  );
}

function About({ site }: { site: Site }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const mayWrite = useMay("write:sites");
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const stations = useQuery(stationsQuery).data;
  const tariffs = useQuery(tariffsQuery).data ?? [];
  const own = tariffs.filter(({ site_id }) => site_id === site.id);
  const common = tariffs.filter(
    ({ site_id, tenant_id }) => !site_id && tenant_id === site.tenant_id,
  );
  const shown = own.length > 0 ? own : common;
  const { street, district, city, state, postal_code } = site.address;
  const close = () => setAsked(null);
  return (
    <Section
      title={t("sites.about")}
      className=""
      actions={
        mayWrite && (
          <>
            <Button small icon="edit" onClick={() => setAsked("edit")}>
              {t("action.edit")}
            </Button>
            <Button small tone="quiet" onClick={() => setAsked("delete")}>
              {t("sites.delete")}
            </Button>
          </>
        )
      }
    >
      <Facts
        facts={[
          [t("sites.street"), street],
          [t("sites.district"), district],
          [t("sites.city"), [city, state].filter(Boolean).join(" – ") || null],
          [t("sites.postal_code"), postal_code],
          [t("sites.timezone"), site.timezone],
          [
            t("sites.tariff"),
            shown.length === 0 ? null : (
              <ul>
                {shown.map(({ id, name }) => (
                  <li key={id}>
                    <Link
                      to="/tariffs/$tariffId"
                      params={{ tariffId: id }}
                      className="underline decoration-line-strong underline-offset-4 hover:text-ink"
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            ),
          ],
          [
            t("sites.stations"),
            stations && count(stations.filter(({ site_id }) => site_id === site.id).length),
          ],
        ]}
      />
      {asked === "edit" && <SiteDialog site={site} onClose={close} />}
      {asked === "delete" && <DeleteDialog site={site} onClose={close} />}
    </Section>
  );
}

function DeleteDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const removal = useAction<FormData, void>({
    send: () => deleteSite(site),
    refreshes: SITES_CHANGED,
    done: () => t("sites.deleted", { name: site.name }),
    onDone: () => void navigate({ to: "/sites" }),
  });
  return (
    <ActionDialog
      title={t("sites.delete_ask", { name: site.name })}
      description={t("sites.delete_hint")}
      order={t("sites.delete")}
      tone="danger"
      action={removal}
      onClose={onClose}
    />
  );
}
