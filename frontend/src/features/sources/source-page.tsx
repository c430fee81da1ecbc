import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/features/accounts/permissions";
import { BackLink } from "@/shell/back-link";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { Button } from "@/ui/button";
import { Loading, Skeleton } from "@/ui/skeleton";
import { TabBar, TabLink } from "@/ui/tabs";
import { ChargersPanel } from "./chargers-panel";
import { OverviewPanel } from "./overview-panel";
import { sourceQuery, type Source } from "./queries";
import { ReadAge } from "./read-age";
import { SOURCE_TABS, type SourceTab } from "./routes";
import { SourceSetup } from "./source-setup";
import { StandingMark } from "./standing";
import { SyncDialog } from "./sync-dialog";
import { TagsPanel } from "./tags-panel";
import { TryDialog } from "./try-dialog";

const route = getRouteApi("/signed-in/sources/$sourceId");

/** One account in another cloud: how reading it goes, what it can tell, what belongs here. */
export function SourcePage() {
  const { t } = useTranslation();
  const { sourceId } = route.useParams();
  const { tab = "overview" } = route.useSearch();
  const source = useQuery(sourceQuery(sourceId));
  const mayReadTags = useMay("read:id_tokens");
  const back = <BackLink to="/sources">{t("place.sources")}</BackLink>;
  if (source.data === undefined) {
    return (
      <Page title={t("source.title")} back={back}>
        <Awaiting query={source}>
          <Loading>
            <Skeleton className="h-64" />
          </Loading>
        </Awaiting>
      </Page>
    );
  }
  const tabs = SOURCE_TABS.filter((each) => each !== "tags" || mayReadTags);
  return (
    <Page
      title={source.data.name}
      back={back}
      summary={
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StandingMark source={source.data} />
          <ReadAge source={{ ...source.data, as_of: source.data.last_success_at }} />
        </p>
      }
      actions={<Actions source={source.data} />}
    >
      <TabBar label={source.data.name}>
        {tabs.map((each) => (
          <TabLink
            key={each}
            to="/sources/$sourceId"
            params={{ sourceId }}
            search={each === "overview" ? {} : { tab: each }}
            activeOptions={{ exact: true }}
          >
            {t(`source_tab.${each}`)}
          </TabLink>
        ))}
      </TabBar>
      <Panel tab={tab} source={source.data} />
    </Page>
  );
}

function Panel({ tab, source }: { tab: SourceTab; source: Source }) {
  switch (tab) {
    case "overview":
      return <OverviewPanel source={source} />;
    case "chargers":
      return <ChargersPanel source={source} />;
    case "tags":
      return <TagsPanel source={source} />;
    case "setup":
      return <SourceSetup source={source} />;
  }
}

function Actions({ source }: { source: Source }) {
  const { t } = useTranslation();
  const mayWrite = useMay("write:sources");
  const [asked, setAsked] = useState<"sync" | "try" | null>(null);
  const close = () => setAsked(null);
  if (!mayWrite) return null;
  return (
    <>
      <Button onClick={() => setAsked("try")}>{t("source_try.again")}</Button>
      {source.is_active && (
        <Button icon="refresh" onClick={() => setAsked("sync")}>
          {t("source_sync.order")}
        </Button>
      )}
      {asked === "sync" && <SyncDialog source={source} onClose={close} />}
      {asked === "try" && <TryDialog source={source} onClose={close} />}
    </>
  );
}
