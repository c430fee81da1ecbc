import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { allPeopleQuery, type Person } from "@/features/drivers/queries";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { unitsQuery, type Site, type Unit } from "./queries";
import { towersOf, type Tower } from "./towers";
import { NewUnitsDialog, UnitDialog } from "./unit-dialogs";

/** The units of a site by tower, each with those who live there today. */
export function UnitsPanel({ site }: { site: Site }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:sites");
  const units = useQuery(unitsQuery);
  const dwellers = useDwellers();
  const [asked, setAsked] = useState<Unit | "new" | null>(null);
  const close = () => setAsked(null);
  const own = units.data?.filter(({ site_id }) => site_id === site.id);
  const towers = own && towersOf(own);
  return (
    <Section
      title={own ? t("units.title", { count: own.length }) : t("sites.units")}
      className=""
      actions={
        mayWrite && (
          <Button small icon="plus" onClick={() => setAsked("new")}>
            {t("units.add")}
          </Button>
        )
      }
    >
      {towers === undefined ? (
        <Awaiting query={units}>
          <RowsSkeleton />
        </Awaiting>
      ) : towers.length === 0 ? (
        <Notice icon="building" title={t("units.none")}>
          {t("units.none_hint")}
        </Notice>
      ) : (
        <div className="grid gap-6">
          {towers.map((tower) => (
            <TowerList
              key={tower.name ?? ""}
              tower={tower}
              dwellers={dwellers}
              onEdit={mayWrite ? setAsked : undefined}
            />
          ))}
        </div>
      )}
      {asked === "new" && (
        <NewUnitsDialog
          site={site}
          towers={(towers ?? []).flatMap(({ name }) => name ?? [])}
          onClose={close}
        />
      )}
      {asked !== null && asked !== "new" && <UnitDialog unit={asked} onClose={close} />}
    </Section>
  );
}

interface TowerListProps {
  tower: Tower;
  dwellers: ReadonlyMap<string, readonly Person[]> | null;
  onEdit: ((unit: Unit) => void) | undefined;
}

function TowerList({ tower: { name, units }, dwellers, onEdit }: TowerListProps) {
  const { t } = useTranslation();
  const title = name === null ? t("units.no_tower") : t("units.tower", { name });
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-[0.8125rem] text-muted">
        {title} · {t("units.count", { count: units.length })}
      </h3>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
        {units.map((unit) => (
          <li
            key={unit.id}
            className="grid grid-cols-[5rem_minmax(0,1fr)_auto] items-center gap-4 px-4 py-2"
          >
            <Link
              to="/people/unit/$unitId"
              params={{ unitId: unit.id }}
              className="font-medium hover:underline"
            >
              {unit.number}
            </Link>
            <Dwellers people={dwellers && (dwellers.get(unit.id) ?? [])} />
            {onEdit && (
              <Button
                small
                tone="quiet"
                aria-label={`${t("action.edit")}: ${unit.label}`}
                onClick={() => onEdit(unit)}
              >
                {t("action.edit")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Null where one may not see them. */
function Dwellers({ people }: { people: readonly Person[] | null }) {
  const { t } = useTranslation();
  if (people === null) return <span />;
  if (people.length === 0) return <span className="text-muted">{t("units.nobody")}</span>;
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
      {people.map(({ id, name }) => (
        <li key={id}>
          <Link to="/people/$personId" params={{ personId: id }} className="hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Who lives where today, by unit; null for those who may not know. */
function useDwellers(): ReadonlyMap<string, readonly Person[]> | null {
  const mayRead = useMay("read:people");
  const people = useQuery({ ...allPeopleQuery, enabled: mayRead });
  if (people.data === undefined) return null;
  const today = new Date().toLocaleDateString("sv");
  const byUnit = new Map<string, Person[]>();
  for (const person of people.data) {
    for (const { unit_id, from_date, to_date } of person.residences) {
      if (from_date > today || (to_date !== null && to_date <= today)) continue;
      byUnit.set(unit_id, [...(byUnit.get(unit_id) ?? []), person]);
    }
  }
  return byUnit;
}
