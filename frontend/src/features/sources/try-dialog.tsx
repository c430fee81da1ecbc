import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog, DialogActions } from "@/ui/dialog";
import { failureWords } from "@/ui/failure-words";
import { FailureLine } from "@/ui/form";
import { trySource, type Source } from "./queries";
import { TryReport } from "./try-report";

/** Try a stored account, at once, and say what is wrong with it. */
export function TryDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation();
  const trial = useQuery({
    queryKey: ["source-trial", source.id],
    queryFn: () => trySource(source),
    // Each opening is a new trial, and a trial is a few calls that the cloud counts.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  return (
    <Dialog title={t("source_try.title", { name: source.name })} onClose={onClose}>
      {trial.isFetching ? (
        <p role="status" className="text-sm text-muted">
          {t("source_try.waiting")}
        </p>
      ) : trial.error ? (
        <FailureLine>{failureWords(trial.error, t)}</FailureLine>
      ) : (
        trial.data && <TryReport result={trial.data} />
      )}
      <DialogActions>
        <Button busy={trial.isFetching} onClick={() => void trial.refetch()}>
          {t("source_try.again")}
        </Button>
        <Button tone="primary" onClick={onClose}>
          {t("action.close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
