import type { Station } from "@/features/stations/queries";
import { StationDecisions } from "./decisions";
import { LocalListPanel } from "./local-list";
import { PolicyPanel } from "./policy-panel";

/** Who may charge at a station, who was let in, and whom it lets in when it cannot ask. */
export function AccessPanel({ station }: { station: Station }) {
  const { id, tenant_id, timezone } = station;
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <div className="grid gap-10">
        <PolicyPanel place={{ kind: "station", id, tenantId: tenant_id }} />
        <LocalListPanel stationId={id} tenantId={tenant_id} timeZone={timezone} />
      </div>
      <StationDecisions stationId={id} timeZone={timezone} />
    </div>
  );
}
