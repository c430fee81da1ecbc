import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import { CONNECTOR_STATES, StateIcon, type ConnectorState } from "./connector-state";

interface StateCountersProps {
  counts: ReadonlyMap<ConnectorState, number>;
  selected: ConnectorState | undefined;
}

/** How many connectors are in each state; a press shows only those, a second press shows all. */
export function StateCounters({ counts, selected }: StateCountersProps) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <nav
      aria-label={t("board.counters")}
      className="-mx-4 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      <ul className="flex min-w-max divide-x divide-line rounded-lg border border-line bg-surface md:min-w-0">
        {CONNECTOR_STATES.map((state) => (
          <li key={state} className="flex-1 first:*:rounded-l-lg last:*:rounded-r-lg">
            <Link
              to="/"
              search={state === selected ? {} : { state }}
              replace
              aria-current={state === selected || undefined}
              className="block min-w-24 px-4 py-3 transition-colors hover:bg-sunken aria-[current=true]:bg-sunken aria-[current=true]:shadow-[inset_0_-2px_0_var(--ink)]"
            >
              <span className="block text-2xl leading-8 font-semibold tracking-tight">
                {count(counts.get(state) ?? 0)}
              </span>
              <span className="flex items-center gap-1.5 text-[0.8125rem] whitespace-nowrap text-muted">
                <StateIcon state={state} />
                {t(`counter.${state}`)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
