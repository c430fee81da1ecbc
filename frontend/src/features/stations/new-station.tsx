import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConnectDialog } from "./connect-dialog";
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
  return (
    <ConnectDialog
      title={registered.station.name}
      description={t("connect.title")}
      onClose={onClose}
      {...registered}
    />
  );
}
