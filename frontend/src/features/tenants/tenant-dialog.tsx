import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActionDialog } from "@/ui/action-dialog";
import { SelectField, TextField } from "@/ui/field";
import { textOf } from "@/ui/form-text";
import { useAction } from "@/ui/use-action";
import { cnpjText } from "./cnpj";
import { createTenant, editTenant, plansQuery, tenantsQuery, type Tenant } from "./queries";
import { slugOf } from "./slug";

const KINDS = ["condominium", "operator"] as const satisfies readonly Tenant["kind"][];
const CLOSING_DAY = 24;
const BASIC = "basic";

interface TenantDialogProps {
  /** Left out it is a new one. */
  tenant: Tenant | undefined;
  onClose: () => void;
}

/** Create a condominium or an operator, or change what it is. */
export function TenantDialog({ tenant, onClose }: TenantDialogProps) {
  const { t } = useTranslation();
  const plans = useQuery(plansQuery).data ?? [];
  const [slug, setSlug] = useState(tenant?.slug ?? "");
  const [isOwnSlug, setOwnSlug] = useState(tenant !== undefined);
  const saving = useAction<FormData, Tenant>({
    send: (values, key) => {
      const said = {
        name: textOf(values, "name") ?? "",
        slug,
        kind: textOf(values, "kind") as Tenant["kind"],
        cnpj: textOf(values, "cnpj"),
        plan: textOf(values, "plan") ?? BASIC,
        closing_day: Number(textOf(values, "closing_day")),
      };
      return tenant === undefined ? createTenant(said, key) : editTenant(tenant, said);
    },
    refreshes: [tenantsQuery.queryKey],
    done: ({ name }) => t("tenants.saved", { name }),
    onDone: onClose,
  });
  return (
    <ActionDialog
      title={tenant?.name ?? t("tenants.new_title")}
      order={t(tenant ? "action.save" : "tenants.create")}
      action={saving}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("tenants.name")}
        defaultValue={tenant?.name}
        required
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => !isOwnSlug && setSlug(slugOf(target.value))}
      />
      <TextField
        name="slug"
        label={t("tenants.slug")}
        hint={t("tenants.slug_hint")}
        value={slug}
        required
        maxLength={63}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setOwnSlug(true);
          setSlug(target.value);
        }}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField name="kind" label={t("tenants.kind")} defaultValue={tenant?.kind}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`tenant_kind.${kind}`)}
            </option>
          ))}
        </SelectField>
        {/* The choice is there once the plans are: only then can it be the tenant's own. */}
        <SelectField
          key={plans.length}
          name="plan"
          label={t("tenants.plan")}
          defaultValue={tenant?.plan ?? BASIC}
        >
          {plans.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          name="cnpj"
          label={t("tenants.cnpj")}
          placeholder="12.ABC.345/01DE-35"
          defaultValue={tenant?.cnpj ? cnpjText(tenant.cnpj) : ""}
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          name="closing_day"
          type="number"
          min={1}
          max={31}
          label={t("tenants.closing_day")}
          defaultValue={tenant?.closing_day ?? CLOSING_DAY}
          required
        />
      </div>
    </ActionDialog>
  );
}
