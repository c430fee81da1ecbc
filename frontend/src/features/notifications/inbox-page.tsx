import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/shell/page";
import { buttonClass } from "@/ui/button";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { InboxList } from "./inbox-list";
import { inboxQuery } from "./inbox-queries";
import { MarkAllRead } from "./mark-all-read";
import { useMarkRead } from "./use-mark-read";

/** Everything one was told, and the way to how one wants to be told. */
export function InboxPage() {
  const { t } = useTranslation();
  const inbox = useInfiniteQuery(inboxQuery);
  const markRead = useMarkRead();
  return (
    <Page
      title={t("bell.title")}
      summary={t("inbox.summary")}
      actions={
        <>
          <MarkAllRead />
          <Link to="/notices/preferences" className={buttonClass("secondary")}>
            {t("preferences.open")}
          </Link>
        </>
      }
    >
      <ListView
        query={inbox}
        empty={
          <Notice icon="bell" title={t("inbox.empty")}>
            {t("inbox.empty_hint")}
          </Notice>
        }
      >
        {(notices) => (
          <div className="max-w-3xl overflow-clip rounded-lg border border-line bg-surface">
            <InboxList notices={notices} onOpen={markRead} />
          </div>
        )}
      </ListView>
    </Page>
  );
}
