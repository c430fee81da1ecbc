import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { useAction } from "@/ui/use-action";
import { editTenant, tenantsQuery, type Tenant } from "./queries";

/** Keep the people of a tenant out, or let them in again. */
export function SuspendDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const { t } = useTranslation();
  const isSuspended = tenant.status === "suspended";
  const words = isSuspended ? "resume" : "suspend";
  const switching = useAction<FormData, Tenant>({
    send: () => editTenant(tenant, { status: isSuspended ? "active" : "suspended" }),
    refreshes: [tenantsQuery.queryKey],
    done: ({ name }) => t(`tenants.${words}.done`, { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={t(`tenants.${words}.ask`, { name: tenant.name })}
      description={t(`tenants.${words}.hint`)}
      order={t(`tenants.${words}.order`)}
      tone={isSuspended ? "primary" : "danger"}
      action={switching}
      onClose={onClose}
    />
  );
}
