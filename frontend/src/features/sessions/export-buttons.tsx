import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { SaveButtons, type TableFormat } from "@/ui/save-buttons";
import { filterQuery, type SessionFilters } from "./session-filters";

interface ExportButtonsProps {
  filters: SessionFilters;
  timeZone: string;
}

/** Save exactly the charges of the filter as a table for spreadsheets. */
export function ExportButtons({ filters, timeZone }: ExportButtonsProps) {
  const { t } = useTranslation();
  const fetch = async (format: TableFormat) => {
    const query = { ...filterQuery(filters, timeZone), format };
    const call = api.GET("/api/v1/sessions/export", { params: { query }, parseAs: "blob" });
    return (await bodyOf(call)) as unknown as Blob;
  };
  const today = new Date().toISOString().slice(0, 10);
  return <SaveButtons name={`${t("sessions.file")}-${today}`} fetch={fetch} />;
}
