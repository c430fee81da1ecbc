import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { takeNewVersion, useNewVersion } from "./app-version";

/** Says that there is a newer version; nobody's work is interrupted by it. */
export function NewVersion() {
  const { t } = useTranslation();
  const hasNewer = useNewVersion();
  const [isLater, setLater] = useState(false);
  return (
    <div role="status">
      {hasNewer && !isLater && (
        <div className="fixed inset-x-4 bottom-20 z-30 mx-auto flex max-w-md items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-raised md:inset-x-auto md:right-6 md:bottom-6">
          <p className="grow">{t("app.new_version")}</p>
          <Button small tone="primary" onClick={takeNewVersion}>
            {t("app.update")}
          </Button>
          <IconButton icon="x" label={t("action.close")} onClick={() => setLater(true)} />
        </div>
      )}
    </div>
  );
}
