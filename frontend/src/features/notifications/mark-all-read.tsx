import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { useAction } from "@/ui/use-action";
import { INBOX_CHANGED, readEverything, unreadQuery } from "./inbox-queries";

/** Say that one has seen it all; nothing to press when one has. */
export function MarkAllRead() {
  const { t } = useTranslation();
  const unread = useQuery(unreadQuery).data ?? 0;
  const reading = useAction<void, void>({
    send: readEverything,
    refreshes: INBOX_CHANGED,
    tellFailure: true,
  });
  if (unread === 0) return null;
  return (
    <Button tone="quiet" icon="check" busy={reading.isPending} onClick={() => reading.mutate()}>
      {t("inbox.read_all")}
    </Button>
  );
}
