import { lazy, memo, Suspense, useState } from "react";
import type { BoardConnector } from "./board";
import { NearScreen, useNearScreen } from "@/ui/near-screen";
import { ConnectorCard, type ConnectorCardProps } from "./connector-card";

const StartDialog = lazy(async () => ({
  default: (await import("@/features/sessions/start-dialog")).StartDialog,
}));
const StopDialog = lazy(async () => ({
  default: (await import("@/features/sessions/stop-dialog")).StopDialog,
}));

/** The columns that cards and their skeletons share. */
export const CARD_GRID = "grid grid-cols-[repeat(auto-fill,minmax(min(100%,19rem),1fr))] gap-4";

/** A card per connector, those in use first, with the dialogs that their buttons open. */
export function ConnectorGrid({ connectors }: { connectors: BoardConnector[] }) {
  const [starting, setStarting] = useState<BoardConnector | null>(null);
  const [stopping, setStopping] = useState<BoardConnector | null>(null);
  const used = connectors.filter(({ session }) => session !== null);
  const vacant = connectors.filter(({ session }) => session === null);
  return (
    <>
      <div className="grid gap-4">
        {[used, vacant].map(
          (group) =>
            group.length > 0 && (
              <ul key={group === used ? "used" : "vacant"} className={CARD_GRID}>
                {group.map((connector) => (
                  <Place
                    key={connector.connector_id}
                    connector={connector}
                    onStart={setStarting}
                    onStop={setStopping}
                  />
                ))}
              </ul>
            ),
        )}
      </div>
      <Suspense>
        {starting && <StartDialog connector={starting} onClose={() => setStarting(null)} />}
        {stopping?.session && (
          <StopDialog session={stopping.session} onClose={() => setStopping(null)} />
        )}
      </Suspense>
    </>
  );
}

/** Where a card stands; far from the screen the card waits with its news, and takes no layout. */
const Place = memo(function Place(props: Omit<ConnectorCardProps, "isNear">) {
  const [ref, isNear] = useNearScreen<HTMLLIElement>();
  return (
    <li ref={ref} className="[contain-intrinsic-size:auto_15rem] [content-visibility:auto]">
      <NearScreen isNear={isNear}>
        <ConnectorCard {...props} isNear={isNear} />
      </NearScreen>
    </li>
  );
});
