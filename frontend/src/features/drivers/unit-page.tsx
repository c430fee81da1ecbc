import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { unitsQuery } from "@/features/sites/queries";
import { useFormats } from "@/i18n/formats";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { dwellersQuery, type Dweller } from "./home-queries";

const route = getRouteApi("/signed-in/people/unit/$unitId");

/** Who lives in a unit, and who lived there before. */
export function UnitPage() {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { unitId } = route.useParams();
  const units = useQuery(unitsQuery).data ?? [];
  const dwellers = useQuery(dwellersQuery(unitId));
  const label = units.find(({ id }) => id === unitId)?.label;
  const name = (dweller: Dweller) =>
    dweller.is_removed ? (
      <span>{dweller.name}</span>
    ) : (
      <RowLink to="/people/$personId" params={{ personId: dweller.person_id }}>
        {dweller.name}
      </RowLink>
    );
  const until = ({ to_date }: Dweller) => (to_date === null ? t("homes.today") : day(to_date));
  const columns: Column<Dweller>[] = [
    { id: "name", head: t("people.name"), cell: name },
    { id: "role", head: t("homes.role"), cell: ({ role }) => t(`residence_role.${role}`) },
    { id: "from", head: t("homes.from"), cell: ({ from_date }) => day(from_date) },
    { id: "to", head: t("homes.to"), cell: until },
  ];
  return (
    <Page
      title={t("homes.of_unit", { unit: label ?? "" })}
      summary={t("homes.of_unit_hint")}
      back={<BackLink to="/people">{t("place.people")}</BackLink>}
    >
      {dwellers.data === undefined ? (
        <Awaiting query={dwellers}>
          <Loading>
            <Skeleton className="h-40" />
          </Loading>
        </Awaiting>
      ) : dwellers.data.length === 0 ? (
        <Notice icon="building" title={t("homes.nobody")} />
      ) : (
        <Table
          label={t("homes.of_unit", { unit: label ?? "" })}
          rows={dwellers.data}
          columns={columns}
          rowKey={({ id }) => id}
          line={(dweller) => (
            <div className="grid gap-0.5 px-4 py-3 text-sm">
              {name(dweller)}
              <p className="text-muted">
                {t(`residence_role.${dweller.role}`)} · {day(dweller.from_date)} – {until(dweller)}
              </p>
            </div>
          )}
        />
      )}
    </Page>
  );
}
