import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Section } from "@/ui/section";
import { Loading, Skeleton } from "@/ui/skeleton";
import { AppearancePanel } from "./appearance-panel";
import { AuthorityPanel } from "./authority-panel";
import { HolidaysPanel } from "./holidays-panel";
import { LogoPanel } from "./logo-panel";
import { PasswordForm } from "./password-form";
import { tenantQuery } from "./queries";
import { TenantForm } from "./tenant-form";

/** What the condominium decides about itself, and everybody about their own account. */
export function SettingsPage() {
  const { t } = useTranslation();
  const user = useCurrentUser();
  const mayDecide = useMay("write:settings");
  return (
    <Page title={t("place.settings")}>
      {mayDecide &&
        (user.tenant === null ? (
          <p className="max-w-prose text-sm text-muted">{t("usage.choose_hint")}</p>
        ) : (
          <TenantSettings key={user.tenant.id} id={user.tenant.id} />
        ))}
      <Section title={t("settings.account")} className={mayDecide ? "mt-10" : ""}>
        <p className="text-sm font-medium">{user.name}</p>
        <p className="text-sm text-muted">{user.email}</p>
        <div className="mt-6 grid max-w-4xl gap-10 lg:grid-cols-2">
          <AppearancePanel />
          <PasswordForm email={user.email} />
        </div>
      </Section>
    </Page>
  );
}

function TenantSettings({ id }: { id: string }) {
  const { t } = useTranslation();
  const read = useQuery(tenantQuery(id));
  if (read.data === undefined) {
    return (
      <Awaiting query={read}>
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      </Awaiting>
    );
  }
  return (
    <>
      <Section title={t("settings.house")} className="">
        <div className="grid max-w-4xl gap-10 lg:grid-cols-[3fr_2fr]">
          {/* Another version, another form: what it shows is what it would replace. */}
          <TenantForm key={read.data.etag} read={read.data} />
          <LogoPanel tenant={read.data.tenant} />
        </div>
      </Section>
      <HolidaysPanel tenantId={id} />
      <AuthorityPanel />
    </>
  );
}
