import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/i18n/formats";
import {
  CONNECTOR_STATES,
  StateIcon,
  type ConnectorState,
} from "@/features/stations/connector-state";

interface StateCountersProps {
  counts: ReadonlyMap<ConnectorState, number>;
  selected: ConnectorState | undefined;
}

/** How many connectors are in each state; a press shows only those, a second press shows all. */
export function StateCounters({ counts, selected }: StateCountersProps) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <nav aria-label={t("board.counters")}>
      <ul className="grid grid-cols-4 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-7">
        {CONNECTOR_STATES.map((state) => (
          <li key={state} className="bg-surface last:col-span-2 lg:last:col-span-1">
            <Link
              to="/board"
              search={state === selected ? {} : { state }}
              replace
              aria-current={state === selected || undefined}
              className="block h-full px-2 py-2 -outline-offset-2 transition-colors hover:bg-sunken aria-[current=true]:bg-sunken aria-[current=true]:shadow-[inset_0_-2px_0_var(--ink)] sm:px-4 sm:py-3"
            >
              <span className="flex items-center justify-between text-2xl leading-8 font-semibold tracking-tight">
                {count(counts.get(state) ?? 0)}
                <StateIcon state={state} size={20} />
              </span>
              <span className="block truncate text-xs text-muted sm:text-[0.8125rem]">
                {t(`counter.${state}`)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
