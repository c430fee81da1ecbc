import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { Loading, Skeleton } from "@/ui/skeleton";
import { InboxList } from "./inbox-list";
import { inboxQuery } from "./inbox-queries";
import { MarkAllRead } from "./mark-all-read";
import { useMarkRead } from "./use-mark-read";

/** As many as one takes in at a glance; the page has the rest. */
const SHOWN = 8;

/** The latest of what one was told. */
export function BellPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const inbox = useInfiniteQuery(inboxQuery);
  const markRead = useMarkRead();
  const notices = inbox.data?.pages[0]?.items.slice(0, SHOWN);
  return (
    <Dialog title={t("bell.title")} onClose={onClose}>
      <div className="-mx-6">
        {notices === undefined ? (
          <Awaiting query={inbox}>
            <Loading className="grid gap-2 px-6">
              <Skeleton className="h-14" />
              <Skeleton className="h-14" />
              <Skeleton className="h-14" />
            </Loading>
          </Awaiting>
        ) : notices.length === 0 ? (
          <Notice icon="bell" title={t("inbox.empty")}>
            {t("inbox.empty_hint")}
          </Notice>
        ) : (
          <InboxList
            notices={notices}
            onOpen={(notice) => {
              markRead(notice);
              onClose();
            }}
          />
        )}
      </div>
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <MarkAllRead />
        <Link to="/notices" onClick={onClose} className={buttonClass("secondary")}>
          {t("inbox.see_all")}
        </Link>
      </div>
    </Dialog>
  );
}
