import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { ListView } from "@/ui/list-view";
import { Notice } from "@/ui/notice";
import { KINDS } from "./kinds";
import { LogLine } from "./log-line";
import { CHANNELS, DELIVERY_STATES, readNoticeSearch, type LogFilters } from "./notice-search";
import { deliveriesQuery } from "./queries";

/** Every message, the latest first: to whom, by which way, what became of it and why. */
export function LogPanel({ filters }: { filters: LogFilters }) {
  const { t } = useTranslation();
  const deliveries = useInfiniteQuery(deliveriesQuery(filters));
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <Filters filters={filters} />
      <ListView
        query={deliveries}
        empty={
          <Notice
            icon={isFiltered ? "search" : "send"}
            title={t(isFiltered ? "notice_log.none_match" : "notice_log.empty")}
          >
            {isFiltered ? undefined : t("notice_log.empty_hint")}
          </Notice>
        }
      >
        {(found) => (
          <ol
            aria-label={t("notice_tab.log")}
            className="divide-y divide-line overflow-clip rounded-lg border border-line bg-surface"
          >
            {found.map((delivery) => (
              <LogLine key={delivery.id} delivery={delivery} />
            ))}
          </ol>
        )}
      </ListView>
    </>
  );
}

function Filters({ filters }: { filters: LogFilters }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = (changes: { [Name in keyof LogFilters]: string }) =>
    void navigate({
      to: "/notice-settings",
      search: readNoticeSearch({ tab: "log", ...filters, ...changes }),
      replace: true,
    });
  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap sm:*:min-w-44"
    >
      <SelectField
        label={t("filter.state")}
        value={filters.state ?? ""}
        onChange={({ target }) => change({ state: target.value })}
      >
        <option value="">{t("filter.all")}</option>
        {DELIVERY_STATES.map((state) => (
          <option key={state} value={state}>
            {t(`notice_state.${state}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("notice_log.channel")}
        value={filters.channel ?? ""}
        onChange={({ target }) => change({ channel: target.value })}
      >
        <option value="">{t("filter.all")}</option>
        {CHANNELS.map((channel) => (
          <option key={channel} value={channel}>
            {t(`notice_channel.${channel}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("notice_log.kind")}
        value={filters.kind ?? ""}
        onChange={({ target }) => change({ kind: target.value })}
      >
        <option value="">{t("filter.all")}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`notice_kind.${kind}`)}
          </option>
        ))}
      </SelectField>
      {Object.keys(filters).length > 0 && (
        <Button
          tone="quiet"
          onClick={() => change({ state: "", kind: "", channel: "", session_id: "" })}
        >
          {t("filter.clear")}
        </Button>
      )}
    </form>
  );
}
