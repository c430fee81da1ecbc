import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { boardQuery, isFree, placeName, type BoardConnector } from "@/features/board/board";
import type { Choice } from "./choices";

/** Return every connector where a charge can be started now; none unless they are asked for. */
export function useFreeConnectors(
  isAsked: boolean,
  onChoose: (connector: BoardConnector) => void,
): Choice[] {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ ...boardQuery, enabled: isAsked });
  if (!isAsked) return [];
  return data.filter(isFree).map((connector) => ({
    key: `connector:${connector.connector_id}`,
    group: "connectors",
    icon: "plug",
    text: placeName(connector, t),
    hint: [connector.site_name, t(`state.${connector.state}`)].filter(Boolean).join(" · "),
    run: () => onChoose(connector),
  }));
}
