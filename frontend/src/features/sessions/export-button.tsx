import { useTranslation } from "react-i18next";
import { api, bodyOf } from "@/api/client";
import { Button } from "@/ui/button";
import { saveFile } from "@/ui/save-file";
import { useAction } from "@/ui/use-action";
import { filterQuery, type SessionFilters } from "./session-filters";

interface ExportButtonProps {
  filters: SessionFilters;
  timeZone: string;
}

/** Save exactly the charges of the filter as a table for spreadsheets. */
export function ExportButton({ filters, timeZone }: ExportButtonProps) {
  const { t } = useTranslation();
  const saving = useAction<void, string>({
    send: async () => {
      const query = filterQuery(filters, timeZone);
      const call = api.GET("/api/v1/sessions/export.csv", { params: { query }, parseAs: "blob" });
      const file = (await bodyOf(call)) as unknown as Blob;
      const name = `recargas-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(file, name);
      return name;
    },
    done: (file) => t("sessions.exported", { file }),
  });
  return (
    <Button icon="download" busy={saving.isPending} onClick={() => saving.mutate()}>
      {t("sessions.export")}
    </Button>
  );
}
