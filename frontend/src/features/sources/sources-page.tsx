import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { buttonClass } from "@/ui/button";
import { hostOf } from "@/ui/host-of";
import { Icon } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { RowLink } from "@/ui/row-link";
import { sourcesQuery, type Source } from "./queries";
import { ReadAge } from "./read-age";
import { StandingMark } from "./standing";

/** The accounts in other clouds that chargers are read through, and how reading them goes. */
export function SourcesPage() {
  const { t } = useTranslation();
  const mayWrite = useMay("write:sources");
  const sources = useQuery(sourcesQuery);
  const add = mayWrite && (
    <Link to="/sources/new" className={buttonClass("primary")}>
      <Icon name="plus" size={16} />
      {t("sources.new")}
    </Link>
  );
  return (
    <Page title={t("place.sources")} summary={t("sources.summary")} actions={add}>
      {sources.data === undefined ? (
        <Awaiting query={sources}>
          <RowsSkeleton />
        </Awaiting>
      ) : sources.data.length === 0 ? (
        <Notice icon="cloud" title={t("sources.empty")} action={add}>
          {t("sources.empty_hint")}
        </Notice>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {sources.data.map((source) => (
            <SourceLine key={source.id} source={source} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function SourceLine({ source }: { source: Source }) {
  const { t } = useTranslation();
  const { count, tenths } = useFormats();
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-4 text-sm hover:bg-sunken md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <RowLink to="/sources/$sourceId" params={{ sourceId: source.id }}>
          {source.name}
        </RowLink>
        <p className="text-[0.8125rem] break-words text-muted">
          {t(`source_kind.${source.kind}`)} · {hostOf(source.base_url)} · {source.account_hint}
        </p>
      </div>
      <p>
        <StandingMark source={source} />
      </p>
      <ReadAge source={{ ...source, as_of: source.last_success_at }} />
      <p className="text-muted">
        {t("sources.rate", { calls: tenths(source.rate.calls_per_minute) })}
        <span className="block text-[0.8125rem]">
          {t("sources.calls", { calls: count(source.rate.calls) })}
        </span>
      </p>
      {source.last_error !== null && (
        <p
          data-tone={source.state === "rate_limited" ? "idle" : "faulted"}
          className="text-(--tone) md:col-span-4"
        >
          {source.last_error}
        </p>
      )}
    </li>
  );
}
