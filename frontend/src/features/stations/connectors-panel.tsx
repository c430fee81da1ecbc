import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { takesCommands } from "@/features/sources/read-age";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { boardQuery, groupBySite, placeName, type BoardConnector } from "@/features/board/board";
import { ConnectorGrid } from "@/features/board/connector-grid";
import { OrderDialog, type Order } from "./orders";
import type { Station } from "./queries";

/** What the connectors do now, and the orders that every version understands. */
export function ConnectorsPanel({ station }: { station: Station }) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order | null>(null);
  const mayCommand = useMay("command:stations");
  const board = useQuery(boardQuery);
  const own = board.data?.filter((row) => row.station_id === station.id);
  const connectors = groupBySite(own ?? [])[0]?.connectors ?? [];
  const recipient = { stationId: station.id, tenantId: station.tenant_id };
  return (
    <>
      {own === undefined ? (
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      ) : connectors.length === 0 ? (
        <Notice icon="plug" title={t("connectors.none")}>
          {t("connectors.none_hint")}
        </Notice>
      ) : (
        <ConnectorGrid connectors={connectors} />
      )}
      {mayCommand && !takesCommands(station.source) && (
        <p className="mt-8 max-w-prose text-sm text-muted">{t("source.commands_off")}</p>
      )}
      {mayCommand && takesCommands(station.source) && (
        <div className="mt-8 grid gap-6">
          {connectors.map((connector) => (
            <ConnectorOrders
              key={connector.connector_id}
              connector={connector}
              isAlone={connectors.length === 1}
              onOrder={setOrder}
            />
          ))}
          <OrderRow title={t("connectors.whole")}>
            <Button icon="refresh" onClick={() => setOrder({ kind: "reset" })}>
              {t("order.reset.order")}
            </Button>
            <Button icon="arrow-in" onClick={() => setOrder({ kind: "trigger" })}>
              {t("order.trigger.order")}
            </Button>
            {[false, true].map((operative) => (
              <Button
                key={String(operative)}
                icon={operative ? "play" : "pause"}
                onClick={() =>
                  setOrder({ kind: "availability", operative, spot: null, place: station.name })
                }
              >
                {t(operative ? "order.enable.order" : "order.disable.order")}
              </Button>
            ))}
          </OrderRow>
        </div>
      )}
      {order && <OrderDialog order={order} recipient={recipient} onClose={() => setOrder(null)} />}
    </>
  );
}

interface ConnectorOrdersProps {
  connector: BoardConnector;
  isAlone: boolean;
  onOrder: (order: Order) => void;
}

function ConnectorOrders({ connector, isAlone, onOrder }: ConnectorOrdersProps) {
  const { t } = useTranslation();
  const spot = { evse: connector.evse, connector: connector.connector };
  const place = placeName(connector, t);
  const isOut = connector.ocpp_status === "Unavailable";
  return (
    <OrderRow
      title={isAlone ? t("connectors.only") : t("connectors.number", { number: connector.number })}
    >
      <Button icon="unlock" onClick={() => onOrder({ kind: "unlock", spot, place })}>
        {t("order.unlock.order")}
      </Button>
      {!isAlone && (
        <Button
          icon={isOut ? "play" : "pause"}
          onClick={() => onOrder({ kind: "availability", operative: isOut, spot, place })}
        >
          {t(isOut ? "order.enable.order" : "order.disable.order")}
        </Button>
      )}
    </OrderRow>
  );
}

function OrderRow({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-2 sm:grid-cols-[10rem_1fr] sm:items-center">
      <p className="text-sm font-medium">{title}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
