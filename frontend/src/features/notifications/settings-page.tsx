import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCurrentUser } from "@/features/accounts/current-user";
import { Page } from "@/shell/page";
import { Notice } from "@/ui/notice";
import { TabBar, TabLink } from "@/ui/tabs";
import { ChannelsPanel } from "./channels-panel";
import { KindsPanel } from "./kinds-panel";
import { LogPanel } from "./log-panel";
import { NOTICE_TABS, type NoticeSearch } from "./notice-search";

const route = getRouteApi("/signed-in/notice-settings");

/** What people are told and when, by which ways, and what came of each message. */
export function NoticeSettingsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const { tenant } = useCurrentUser();
  return (
    <Page title={t("place.notices")} summary={t("notice_settings.summary")}>
      {tenant === null ? (
        <Notice icon="building" title={t("usage.choose")}>
          {t("usage.choose_hint")}
        </Notice>
      ) : (
        <>
          <TabBar label={t("place.notices")}>
            {NOTICE_TABS.map((each) => (
              <TabLink
                key={each}
                to="/notice-settings"
                search={each === "kinds" ? {} : { tab: each }}
                activeOptions={{ exact: true }}
                // With filters in its address it is still the same tab.
                aria-current={(search.tab ?? "kinds") === each ? "page" : undefined}
              >
                {t(`notice_tab.${each}`)}
              </TabLink>
            ))}
          </TabBar>
          <Panel search={search} />
        </>
      )}
    </Page>
  );
}

function Panel({ search }: { search: NoticeSearch }) {
  const { tab = "kinds", ...filters } = search;
  switch (tab) {
    case "kinds":
      return <KindsPanel />;
    case "channels":
      return <ChannelsPanel />;
    case "log":
      return <LogPanel filters={filters} />;
  }
}
