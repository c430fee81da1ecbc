import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { Page } from "@/shell/page";
import { buttonClass } from "@/ui/button";
import { RowsSkeleton } from "@/ui/list-view";
import { FailureNotice, Notice } from "@/ui/notice";
import { AcknowledgeDialog } from "./acknowledge-dialog";
import { UnpaidMonths } from "@/features/billing/unpaid-months";
import { NoticeTroubles } from "./notice-troubles";
import { AttentionLine } from "./attention-line";
import { attentionQuery, keyOf, type Incident } from "./queries";

/** What needs somebody now, the worst first, each with what to do about it. */
export function AttentionPage() {
  const { t } = useTranslation();
  const attention = useQuery(attentionQuery);
  const [incident, setIncident] = useState<Incident | null>(null);
  const mayReadNotices = useMay("read:notices");
  const mayReadStatements = useMay("read:statements");
  const { items, counts } = attention.data ?? {};
  const parts = (["critical", "warning", "info"] as const)
    .filter((severity) => counts !== undefined && counts[severity] > 0)
    .map((severity) => t(`attention.count.${severity}`, { count: counts?.[severity] ?? 0 }));
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
        attention.isError ? (
          <FailureNotice error={attention.error} onRetry={() => void attention.refetch()} />
        ) : (
          <RowsSkeleton />
        )
      ) : items.length === 0 ? (
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
