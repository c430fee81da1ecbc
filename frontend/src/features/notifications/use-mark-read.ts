import { useAction } from "@/ui/use-action";
import { INBOX_CHANGED, readNotice, type InboxNotice } from "./inbox-queries";

/** Return the way to say that a notice was seen; one that was already costs nothing. */
export function useMarkRead(): (notice: InboxNotice) => void {
  const reading = useAction<InboxNotice, void>({ send: readNotice, refreshes: INBOX_CHANGED });
  return (notice) => notice.read_at === null && reading.mutate(notice);
}
