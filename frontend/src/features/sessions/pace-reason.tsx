import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { limitInForce } from "./limit-orders";
import { isLimited, paceOf } from "./pace";
import { latestOrdersQuery, type Session } from "./queries";

/** Why a charge goes as fast as it goes, and who asked for it if somebody did. */
export function PaceReason({ session }: { session: Session }) {
  const { t } = useTranslation();
  const pace = paceOf(session);
  const mayReadOrders = useMay("read:stations");
  const orders = useQuery({
    ...latestOrdersQuery(session.station_id),
    enabled: mayReadOrders && isLimited(pace),
  });
  if (pace === null) return null;
  const order = limitInForce(orders.data ?? [], session.evse);
  const who = order && [order.user_name ?? t("timeline.by_platform"), order.reason];
  return (
    <div className="mt-1 text-[0.8125rem] text-pretty text-muted">
      <p>{t(`sentence.${pace}`)}</p>
      {who && <p>{t("pace.limited_by", { who: who.filter(Boolean).join(" · ") })}</p>}
    </div>
  );
}
