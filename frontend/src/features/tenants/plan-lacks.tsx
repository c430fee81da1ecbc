import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { useMay } from "@/features/accounts/permissions";
import { Icon } from "@/ui/icon";
import { usageQuery, type Feature } from "./queries";

/** Says, before somebody tries in vain, that the condominium's plan is without something. */
export function PlanLacks({ feature }: { feature: Feature }) {
  const { t } = useTranslation();
  const { tenant } = useCurrentUser();
  const mayRead = useMay("read:tenants");
  const plan = useQuery({ ...usageQuery, enabled: tenant !== null && mayRead }).data?.plan;
  if (plan === undefined || plan.features.includes(feature)) return null;
  return (
    <div className="mb-6 flex max-w-prose gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning">
      <Icon name="info" />
      <p>
        {t("usage.lacks", { plan: plan.name, feature: t(`plan_feature.${feature}`) })}{" "}
        <Link to="/plan" className="underline underline-offset-4">
          {t("usage.see_plan")}
        </Link>
      </p>
    </div>
  );
}
