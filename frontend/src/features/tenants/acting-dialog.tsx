import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Awaiting } from "@/ui/awaiting";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { useActIn, useActingTenant } from "./acting";
import { tenantsQuery } from "./queries";

const FEW = 8;

/** Choose the condominium to act in. */
export function ActingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const tenants = useQuery(tenantsQuery);
  const acting = useActingTenant();
  const actIn = useActIn();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const found = tenants.data?.filter(({ name, slug }) =>
    `${name} ${slug}`.toLowerCase().includes(wanted),
  );
  const choices = [
    ...(wanted === "" ? [null] : []),
    ...(found ?? []).map(({ id, name, slug }) => ({ id, name, slug })),
  ];
  return (
    <Dialog title={t("acting.title")} description={t("acting.hint")} onClose={onClose}>
      {found === undefined ? (
        <Awaiting query={tenants}>
          <RowsSkeleton />
        </Awaiting>
      ) : (
        <div className="grid gap-4">
          {(tenants.data?.length ?? 0) > FEW && (
            <TextField
              type="search"
              label={t("acting.find")}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              autoComplete="off"
            />
          )}
          <ul className="-mx-3 grid max-h-80 gap-0.5 overflow-y-auto">
            {choices.map((choice) => (
              <li key={choice?.id ?? "all"}>
                <button
                  type="button"
                  aria-current={choice?.id === acting?.id || undefined}
                  className="flex min-h-11 w-full items-center gap-3 rounded-md px-3 py-2 text-left text-sm hover:bg-sunken aria-[current]:bg-sunken"
                  onClick={() => {
                    onClose();
                    void actIn(choice);
                  }}
                >
                  <Icon name={choice ? "building" : "globe"} className="text-muted" />
                  <span className="min-w-0 grow">
                    <span className="block truncate font-medium">
                      {choice?.name ?? t("acting.all")}
                    </span>
                    <span className="block truncate text-[0.8125rem] text-muted">
                      {choice?.slug ?? t("acting.all_hint")}
                    </span>
                  </span>
                  {choice?.id === acting?.id && (
                    <Icon name="check" size={16} className="text-accent" />
                  )}
                </button>
              </li>
            ))}
          </ul>
          {choices.length === 0 && <p className="text-sm text-muted">{t("choice.none_found")}</p>}
        </div>
      )}
    </Dialog>
  );
}
