import { useState } from "react";
import { StartDialog } from "@/features/sessions/start-dialog";
import { StopDialog } from "@/features/sessions/stop-dialog";
import type { BoardConnector } from "./board";
import { ConnectorCard } from "./connector-card";

/** The grid that cards and their skeletons share. */
export const CARD_GRID =
  "grid grid-cols-[repeat(auto-fill,minmax(min(100%,18.5rem),1fr))] gap-4";

/** A card per connector, with the dialogs that its buttons open. */
export function ConnectorGrid({ connectors }: { connectors: BoardConnector[] }) {
  const [starting, setStarting] = useState<BoardConnector | null>(null);
  const [stopping, setStopping] = useState<BoardConnector | null>(null);
  return (
    <>
      <ul className={CARD_GRID}>
        {connectors.map((connector) => (
          <li key={connector.connector_id}>
            <ConnectorCard connector={connector} onStart={setStarting} onStop={setStopping} />
          </li>
        ))}
      </ul>
      {starting && <StartDialog connector={starting} onClose={() => setStarting(null)} />}
      {stopping?.session && (
        <StopDialog
          stationId={stopping.station_id}
          session={stopping.session}
          onClose={() => setStopping(null)}
        />
      )}
    </>
  );
}
