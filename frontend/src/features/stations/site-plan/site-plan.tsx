import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { sitesQuery } from "@/features/sites/queries";
import { Button, IconButton } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import type { StationRow } from "../station-list";
import { PlanMarker } from "./plan-marker";
import { placeOf, spread, type Place } from "./places";
import { usePlacing } from "./use-placing";
import { UnplacedList } from "./unplaced-list";

const ZOOMS = [1, 1.5, 2, 3] as const;

interface SitePlanProps {
  rows: readonly StationRow[];
  siteId: string | undefined;
  onSite: (siteId: string) => void;
}

/** A garage seen from above: each station where it stands, in the colour of what it does. */
export function SitePlan({ rows, siteId, onSite }: SitePlanProps) {
  const { t } = useTranslation();
  const sites = useQuery(sitesQuery).data ?? [];
  const mayWrite = useMay("write:stations");
  const [isArranging, setArranging] = useState(false);
  const [zoom, setZoom] = useState(0);
  const place = usePlacing();
  const shownSite = siteId ?? sites[0]?.id;
  const here = rows.filter(({ station }) => station.site_id === shownSite);
  const placed = here.filter(({ station }) => placeOf(station) !== null);
  const unplaced = here.filter(({ station }) => placeOf(station) === null);

  function placeAll() {
    const free = spread(here.length).filter(
      ({ x, y }) => !placed.some(({ station }) => station.plan_x === x && station.plan_y === y),
    );
    unplaced.forEach(({ station }, index) => place(station, free[index] ?? { x: 0.5, y: 0.5 }));
    setArranging(true);
  }

  if (shownSite === undefined) {
    return <Notice icon="map" title={t("plan.no_site")} />;
  }
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        {sites.length > 1 && (
          <SelectField
            label={t("station_form.site")}
            value={shownSite}
            onChange={(event) => onSite(event.target.value)}
          >
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
          </SelectField>
        )}
        <div className="ml-auto flex items-center gap-1">
          {mayWrite && placed.length > 0 && (
            <Button
              icon={isArranging ? "check" : "edit"}
              aria-pressed={isArranging}
              onClick={() => setArranging(!isArranging)}
            >
              {t(isArranging ? "plan.done" : "plan.arrange")}
            </Button>
          )}
          <IconButton
            icon="minus"
            label={t("plan.zoom_out")}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          />
          <IconButton
            icon="plus"
            label={t("plan.zoom_in")}
            disabled={zoom === ZOOMS.length - 1}
            onClick={() => setZoom(zoom + 1)}
          />
        </div>
      </div>
      {placed.length === 0 ? (
        <Notice
          icon="map"
          title={t("plan.empty")}
          action={
            mayWrite &&
            unplaced.length > 0 && (
              <Button tone="primary" onClick={placeAll}>
                {t("plan.place_all")}
              </Button>
            )
          }
        >
          {t("plan.empty_hint")}
        </Notice>
      ) : (
        <Floor
          rows={placed}
          zoom={ZOOMS[zoom]!}
          onPlace={isArranging ? (row, to) => place(row.station, to) : undefined}
        />
      )}
      {isArranging && <p className="mt-2 text-sm text-muted">{t("plan.arrange_hint")}</p>}
      {placed.length > 0 && unplaced.length > 0 && (
        <UnplacedList rows={unplaced} onPlaceAll={mayWrite ? placeAll : undefined} />
      )}
    </>
  );
}

interface FloorProps {
  rows: readonly StationRow[];
  zoom: number;
  onPlace: ((row: StationRow, place: Place) => void) | undefined;
}

function Floor({ rows, zoom, onPlace }: FloorProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t("plan.title")}
      tabIndex={0}
      className="overflow-auto rounded-lg border border-line bg-surface"
    >
      <ul
        className="relative aspect-[16/9] min-w-[44rem] bg-[linear-gradient(var(--line)_1px,transparent_1px),linear-gradient(90deg,var(--line)_1px,transparent_1px)] bg-[size:2.5%_4.444%]"
        style={{ width: `${zoom * 100}%` }}
      >
        {rows.map((row) => (
          <PlanMarker
            key={row.station.id}
            row={row}
            place={placeOf(row.station)!}
            onPlace={onPlace && ((place) => onPlace(row, place))}
          />
        ))}
      </ul>
    </div>
  );
}
