import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Button } from "@/ui/button";
import type { Desire } from "./desires";
import { OrderDialog } from "./orders";
import type { Station } from "./queries";

interface RebootBarProps {
  station: Station;
  desires: readonly Desire[];
}

/** That settings count from the next restart, and the restart. */
export function RebootBar({ station, desires }: RebootBarProps) {
  const { t } = useTranslation();
  const mayCommand = useMay("command:stations");
  const [isAsked, setAsked] = useState(false);
  const waiting = desires.filter((desire) => desire.needs_reboot);
  if (waiting.length === 0) return null;
  const comesByItself = waiting.some((desire) => desire.may_reboot);
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-md bg-warning-wash px-4 py-3 text-sm text-warning"
    >
      <p>
        {t("desire.reboot_needed", { count: waiting.length })}{" "}
        {comesByItself && t("desire.reboot_by_itself")}
      </p>
      {mayCommand && (
        <Button icon="refresh" onClick={() => setAsked(true)}>
          {t("order.reset.order")}
        </Button>
      )}
      {isAsked && (
        <OrderDialog
          order={{ kind: "reset" }}
          recipient={{ stationId: station.id, tenantId: station.tenant_id }}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}
