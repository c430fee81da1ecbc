import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { ConnectGuide } from "./connect-guide";
import type { Station } from "./queries";
import { StationForm } from "./station-form";

interface Registered {
  station: Station;
  password: string | null;
}

/** Register a station, then show what has to be typed into it. */
export function NewStation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [registered, setRegistered] = useState<Registered | null>(null);
  if (registered === null) return <StationForm onClose={onClose} onSaved={setRegistered} />;
  const { station, password } = registered;
  return (
    <Dialog title={station.name} description={t("connect.title")} onClose={onClose}>
      <ConnectGuide stationId={station.id} password={password} />
      <DialogActions>
        <Button onClick={onClose}>{t("action.close")}</Button>
        <Link
          to="/stations/$stationId"
          params={{ stationId: station.id }}
          className={buttonClass("primary")}
        >
          {t("adopt.open")}
        </Link>
      </DialogActions>
    </Dialog>
  );
}
