import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { CommandDialog } from "@/features/stations/command-dialog";
import { stopCharge } from "@/features/stations/commands";
import { useFormats } from "@/i18n/formats";

interface StopDialogProps {
  session: Schemas["SessionItem"];
  onClose: () => void;
}

/** Ask before a charge is ended from afar. */
export function StopDialog({ session, onClose }: StopDialogProps) {
  const { t } = useTranslation();
  const { energy } = useFormats();
  const { value, unit } = energy(session.energy_wh ?? 0);
  return (
    <CommandDialog
      title={
        session.person === null
          ? t("stop.title")
          : t("stop.title_of", { person: session.person.name })
      }
      description={t("stop.hint", { energy: `${value} ${unit}` })}
      order={t("stop.order")}
      tone="danger"
      done={t("stop.done")}
      send={() =>
        stopCharge({ stationId: session.station_id, tenantId: session.tenant_id }, session.id)
      }
      onClose={onClose}
    />
  );
}
