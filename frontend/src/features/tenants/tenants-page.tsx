import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { StateMark } from "@/ui/badge";
import { Button } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { Table, type Column } from "@/ui/table";
import { useActIn } from "./acting";
import { cnpjText } from "./cnpj";
import { plansQuery, tenantsQuery, type Tenant } from "./queries";
import { SuspendDialog } from "./suspend-dialog";
import { TenantDialog } from "./tenant-dialog";

interface Asked {
  what: "edit" | "suspend";
  tenant: Tenant;
}

/** Every condominium and operator of the installation, for who runs it. */
export function TenantsPage() {
  const { t } = useTranslation();
  const tenants = useQuery(tenantsQuery);
  const [asked, setAsked] = useState<Asked | "new" | null>(null);
  const close = () => setAsked(null);
  return (
    <Page
      title={t("place.tenants")}
      summary={t("tenants.summary")}
      actions={
        <Button tone="primary" icon="plus" onClick={() => setAsked("new")}>
          {t("tenants.new")}
        </Button>
      }
    >
      {tenants.data === undefined ? (
        <Awaiting query={tenants}>
          <RowsSkeleton />
        </Awaiting>
      ) : tenants.data.length === 0 ? (
        <Notice icon="building" title={t("tenants.empty")} />
      ) : (
        <TenantTable tenants={tenants.data} onAsk={setAsked} />
      )}
      {asked === "new" && <TenantDialog tenant={undefined} onClose={close} />}
      {asked !== null && asked !== "new" && asked.what === "edit" && (
        <TenantDialog tenant={asked.tenant} onClose={close} />
      )}
      {asked !== null && asked !== "new" && asked.what === "suspend" && (
        <SuspendDialog tenant={asked.tenant} onClose={close} />
      )}
    </Page>
  );
}

interface TenantTableProps {
  tenants: readonly Tenant[];
  onAsk: (asked: Asked) => void;
}

function TenantTable({ tenants, onAsk }: TenantTableProps) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const plans = useQuery(plansQuery).data ?? [];
  const planOf = ({ plan }: Tenant) => plans.find(({ code }) => code === plan)?.name ?? plan;
  const columns: Column<Tenant>[] = [
    {
      id: "name",
      head: t("tenants.name"),
      cell: ({ name, slug, cnpj }) => (
        <>
          <p className="font-medium">{name}</p>
          <p className="text-[0.8125rem] text-muted">
            {[slug, cnpj && cnpjText(cnpj)].filter(Boolean).join(" · ")}
          </p>
        </>
      ),
    },
    {
      id: "kind",
      head: t("tenants.kind"),
      from: "desktop",
      cell: ({ kind }) => t(`tenant_kind.${kind}`),
    },
    { id: "plan", head: t("tenants.plan"), from: "tablet", cell: planOf },
    {
      id: "status",
      head: t("tenants.status"),
      from: "tablet",
      cell: (tenant) => <Status tenant={tenant} />,
    },
    {
      id: "since",
      head: t("tenants.since"),
      from: "wide",
      cell: ({ created_at }) => date(created_at),
    },
    {
      id: "actions",
      head: t("tenants.actions"),
      hideHead: true,
      align: "end",
      cell: (tenant) => <Actions tenant={tenant} onAsk={onAsk} />,
    },
  ];
  return (
    <Table
      label={t("place.tenants")}
      rows={tenants}
      columns={columns}
      rowKey={({ id }) => id}
      line={(tenant) => (
        <div className="grid gap-2 px-4 py-3 text-sm">
          <p className="font-medium">{tenant.name}</p>
          <p className="text-muted">{[tenant.slug, planOf(tenant)].join(" · ")}</p>
          <p>
            <Status tenant={tenant} />
          </p>
          <Actions tenant={tenant} onAsk={onAsk} />
        </div>
      )}
    />
  );
}

function Actions({ tenant, onAsk }: { tenant: Tenant; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const actIn = useActIn();
  const named = (order: string) => `${order}: ${tenant.name}`;
  const switching = t(
    tenant.status === "suspended" ? "tenants.resume.order" : "tenants.suspend.order",
  );
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      <Button
        small
        tone="quiet"
        aria-label={named(switching)}
        onClick={() => onAsk({ what: "suspend", tenant })}
      >
        {switching}
      </Button>
      <Button
        small
        aria-label={named(t("action.edit"))}
        onClick={() => onAsk({ what: "edit", tenant })}
      >
        {t("action.edit")}
      </Button>
      <Button small aria-label={named(t("acting.here"))} onClick={() => void actIn(tenant)}>
        {t("acting.here")}
      </Button>
    </div>
  );
}

function Status({ tenant: { status } }: { tenant: Tenant }) {
  const { t } = useTranslation();
  return status === "active" ? (
    <StateMark tone="available" icon="check">
      {t("tenant_status.active")}
    </StateMark>
  ) : (
    <StateMark tone="idle" icon="lock">
      {t("tenant_status.suspended")}
    </StateMark>
  );
}
