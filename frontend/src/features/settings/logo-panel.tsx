import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { brandingQuery } from "@/features/tenants/brand";
import { Button } from "@/ui/button";
import { FileInput } from "@/ui/file-input";
import { FailureLine } from "@/ui/form";
import { failureWords } from "@/ui/failure-words";
import { useAction } from "@/ui/use-action";
import { deleteLogo, putLogo, TENANT_CHANGED, type Tenant } from "./queries";

/** The condominium's logo: shown, replaced, removed. */
export function LogoPanel({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const url = useQuery(brandingQuery(tenant.slug)).data?.logo_url;
  const putting = useAction<File, Tenant>({
    send: (file) => putLogo(tenant.id, file),
    refreshes: TENANT_CHANGED,
    done: () => t("settings.logo_saved"),
  });
  const removing = useAction({
    send: () => deleteLogo(tenant.id),
    refreshes: TENANT_CHANGED,
    done: () => t("settings.logo_removed"),
    tellFailure: true,
  });
  const { error } = putting;
  const reason = error instanceof ApiProblem ? error.fields[0]?.message : undefined;
  return (
    <div className="grid content-start gap-3">
      <h3 className="text-[0.8125rem] font-medium text-muted">{t("settings.logo")}</h3>
      <div className="grid h-32 place-items-center rounded-lg border border-line bg-surface p-4">
        {tenant.has_logo && url ? (
          <img src={url} alt={t("settings.logo")} className="max-h-24 max-w-full object-contain" />
        ) : (
          <p className="text-sm text-muted">{t("settings.no_logo")}</p>
        )}
      </div>
      <p className="text-[0.8125rem] text-muted">{t("settings.logo_hint")}</p>
      <div className="empty:hidden">
        {error && <FailureLine>{reason ?? failureWords(error, t)}</FailureLine>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button icon="upload" busy={putting.isPending} onClick={() => input.current?.click()}>
          {t("settings.logo_choose")}
        </Button>
        {tenant.has_logo && (
          <Button
            tone="quiet"
            icon="trash"
            busy={removing.isPending}
            onClick={() => removing.mutate()}
          >
            {t("settings.logo_remove")}
          </Button>
        )}
      </div>
      <FileInput
        ref={input}
        label={t("settings.logo_choose")}
        accept="image/png"
        onFile={putting.mutate}
      />
    </div>
  );
}
