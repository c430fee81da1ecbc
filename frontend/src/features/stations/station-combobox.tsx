import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { Combobox, type ItemSearch } from "@/ui/combobox";
import type { Station } from "./queries";

const SHOWN = 20;

/** How a station is found: by name or identity. */
export function stationSearch(): ItemSearch<Station> {
  return {
    find: (text) => ({
      queryKey: ["stations", "choice", text],
      queryFn: async ({ signal }) => {
        const query = { limit: SHOWN, ...(text && { search: text }) };
        return (await bodyOf(api.GET("/api/v1/stations", { params: { query }, signal }))).items;
      },
    }),
    itemKey: ({ id }) => id,
    itemText: ({ name }) => name,
    itemHint: ({ site_name, ocpp_identity }) => site_name ?? ocpp_identity,
  };
}

interface StationComboboxProps {
  name?: string;
  required?: boolean;
  value: Station | null;
  onChange: (station: Station | null) => void;
}

/** One station, found by name or identity. */
export function StationCombobox(props: StationComboboxProps) {
  const { t } = useTranslation();
  return <Combobox label={t("station.title")} {...stationSearch()} {...props} />;
}
