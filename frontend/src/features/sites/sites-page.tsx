import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { stationsQuery } from "@/features/stations/queries";
import { tariffsQuery } from "@/features/tariffs/queries";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Table, type Column } from "@/ui/table";
import { addressLine } from "./address-line";
import { sitesQuery, unitsQuery, type Site } from "./queries";
import { SiteDialog } from "./site-dialog";

/** The addresses with stations: what stands there, who lives there, what is charged. */
export function SitesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const user = useCurrentUser();
  const mayWrite = useMay("write:sites");
  const sites = useQuery(sitesQuery);
  const [isAdding, setAdding] = useState(false);
  // Who belongs to no condominium says in the menu for which one.
  const add = mayWrite && user.tenant && (
    <Button tone="primary" icon="plus" onClick={() => setAdding(true)}>
      {t("sites.new")}
    </Button>
  );
  return (
    <Page title={t("place.sites")} summary={t("sites.summary")} actions={add}>
      {sites.data === undefined ? (
        <Awaiting query={sites}>
          <RowsSkeleton />
        </Awaiting>
      ) : sites.data.length === 0 ? (
        <Notice icon="map" title={t("sites.empty")} action={add}>
          {t("sites.empty_hint")}
        </Notice>
      ) : (
        <SiteTable sites={sites.data} />
      )}
      {isAdding && (
        <SiteDialog
          onClose={() => setAdding(false)}
          onSaved={({ id }) => void navigate({ to: "/sites/$siteId", params: { siteId: id } })}
        />
      )}
    </Page>
  );
}

function SiteTable({ sites }: { sites: readonly Site[] }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const units = useQuery(unitsQuery).data ?? [];
  const stations = useQuery(stationsQuery).data ?? [];
  const tariffs = useQuery(tariffsQuery).data ?? [];
  const at = (things: readonly { site_id: string | null }[], { id }: Site) =>
    things.filter(({ site_id }) => site_id === id);
  const link = ({ id, name }: Site) => (
    <RowLink to="/sites/$siteId" params={{ siteId: id }}>
      {name}
    </RowLink>
  );
  const columns: Column<Site>[] = [
    {
      id: "name",
      head: t("sites.name"),
      cell: (site) => (
        <>
          {link(site)}
          <p className="text-[0.8125rem] text-muted">{addressLine(site.address)}</p>
        </>
      ),
    },
    {
      id: "tariff",
      head: t("sites.tariff"),
      from: "desktop",
      cell: (site) =>
        tariffs
          .filter(({ site_id }) => site_id === site.id)
          .map(({ name }) => name)
          .join(", "),
    },
    { id: "zone", head: t("sites.timezone"), from: "desktop", cell: ({ timezone }) => timezone },
    {
      id: "units",
      head: t("sites.units"),
      align: "end",
      from: "tablet",
      cell: (site) => count(at(units, site).length),
    },
    {
      id: "stations",
      head: t("sites.stations"),
      align: "end",
      from: "tablet",
      cell: (site) => count(at(stations, site).length),
    },
  ];
  return (
    <Table
      label={t("place.sites")}
      rows={sites}
      columns={columns}
      rowKey={({ id }) => id}
      line={(site) => (
        <div className="grid gap-0.5 px-4 py-3 text-sm">
          {link(site)}
          <p className="text-muted">{addressLine(site.address)}</p>
          <p className="text-[0.8125rem] text-muted">
            {t("sites.counts", {
              units: count(at(units, site).length),
              stations: count(at(stations, site).length),
            })}
          </p>
        </div>
      )}
    />
  );
}
