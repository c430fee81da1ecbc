import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { ConnectGuide } from "./connect-guide";
import type { Station } from "./queries";

interface ConnectDialogProps {
  title: string;
  description: string;
  station: Station;
  /** A password that was just made: it is shown now and never again. */
  password: string | null;
  onClose: () => void;
}

/** What has to be typed into a station that is new here, and the way to its page. */
export function ConnectDialog(props: ConnectDialogProps) {
  const { title, description, station, password, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog title={title} description={description} onClose={onClose}>
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
