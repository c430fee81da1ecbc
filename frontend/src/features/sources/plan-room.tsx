import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { usageQuery } from "@/features/tenants/queries";

/** How many stations the plan has room for, said where more are about to be added. */
export function PlanRoom({ chosen }: { chosen: number }) {
  const { t } = useTranslation();
  const mayRead = useMay("read:tenants");
  const usage = useQuery({ ...usageQuery, enabled: mayRead }).data;
  const limit = usage?.stations.limit ?? null;
  if (usage === undefined || limit === null) return null;
  const room = Math.max(0, limit - usage.stations.used);
  const words = t("plan_room.words", { plan: usage.plan.name, limit, count: room });
  if (chosen <= room) return <p className="text-sm text-muted">{words}</p>;
  return (
    <p
      role="status"
      className="rounded-md bg-warning-wash px-3 py-3 text-sm text-pretty text-warning"
    >
      {words} {t("plan_room.beyond", { chosen })}
    </p>
  );
}
