import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { UnpaidMonths } from "@/features/billing/unpaid-months";
import { unpaidQuery } from "@/features/billing/unpaid-query";
import { NoticeTroubles } from "./notice-troubles";
import { noticeTroubleCount, noticeTroublesQuery } from "./notice-troubles-query";
import { AttentionLine } from "./attention-line";
import { attentionQuery, keyOf, type Incident } from "./queries";

/** What needs somebody now, the worst first, each with what to do about it. */
export function AttentionPage() {
  const { t } = useTranslation();
  const attention = useQuery(attentionQuery);
  const [incident, setIncident] = useState<Incident | null>(null);
  const mayReadNotices = useMay("read:notices");
  const mayReadStatements = useMay("read:statements");
  const notices = useQuery({ ...noticeTroublesQuery, enabled: mayReadNotices });
  const unpaid = useQuery({ ...unpaidQuery, enabled: mayReadStatements });
  const besides = noticeTroubleCount(notices.data) + (unpaid.data?.length ?? 0);
  const { items, counts } = attention.data ?? {};
  const parts = (["critical", "warning", "info"] as const)
    .map((severity) => ({
      severity,
      count: (counts?.[severity] ?? 0) + (severity === "warning" ? besides : 0),
    }))
    .filter(({ count }) => counts !== undefined && count > 0)
    .map(({ severity, count }) => t(`attention.count.${severity}`, { count }));
  const isLooking = notices.isLoading || unpaid.isLoading;
  return (
    <Page
      title={t("place.now")}
      summary={parts.join(" · ") || t("attention.summary")}
      actions={
        <Link to="/incidents" className={buttonClass("secondary")}>
          {t("incidents.title")}
        </Link>
      }
    >
      {mayReadNotices && <NoticeTroubles />}
      {mayReadStatements && <UnpaidMonths />}
      {items === undefined ? (
        <Awaiting query={attention}>
          <RowsSkeleton />
        </Awaiting>
      ) : items.length === 0 ? (
        besides === 0 &&
        !isLooking && (
          <Notice
            icon="check"
            title={t("attention.none")}
            action={
              <Link to="/board" className={buttonClass("secondary")}>
                {t("attention.see_board")}
              </Link>
            }
          >
            {t("attention.none_hint")}
          </Notice>
        )
      ) : (
        <ul
          aria-label={t("place.now")}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {items.map((item) => (
            <AttentionLine key={keyOf(item)} item={item} onAcknowledge={setIncident} />
          ))}
        </ul>
      )}
      {incident && <AcknowledgeDialog incident={incident} onClose={() => setIncident(null)} />}
    </Page>
  );
}
