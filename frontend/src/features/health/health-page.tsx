import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api/client";
import { useFormats } from "@/i18n/formats";
import { Page } from "@/shell/page";
import { Awaiting } from "@/ui/awaiting";
import { StateMark, type Tone } from "@/ui/badge";
import type { IconName } from "@/ui/icon";
import { RowsSkeleton } from "@/ui/list-view";
import { useNow } from "@/ui/now";

type Health = Schemas["Health"];
type Mark = "good" | "poor" | "bad";

interface Part {
  name: string;
  mark: Mark;
  /** What it says of itself, and what to do where something is wrong. */
  words: string;
}

const LOOK_AGAIN_MS = 10_000;
const OLD_S = 60;
const BEHIND_S = 10;
const MARKS: Record<Mark, { tone: Tone; icon: IconName }> = {
  good: { tone: "available", icon: "check" },
  poor: { tone: "idle", icon: "alert" },
  bad: { tone: "faulted", icon: "x" },
};

/** Names of products, the same in every language. */
const BROKERS: Record<string, string> = { jetstream: "JetStream", mqtt: "MQTT" };

const healthQuery = queryOptions({
  queryKey: ["health"],
  // 503 has the same body, and tells what is wrong.
  queryFn: async ({ signal }): Promise<Health> => (await fetch("/health", { signal })).json(),
  refetchInterval: LOOK_AGAIN_MS,
});

/** How every part of the platform is, in words, and what to do about it. */
export function HealthPage() {
  const { t } = useTranslation();
  const health = useQuery(healthQuery);
  const parts = useParts(health.data);
  return (
    <Page
      title={t("place.health")}
      summary={health.data && t(`health.status.${health.data.status}`)}
    >
      {parts === null ? (
        <Awaiting query={health}>
          <RowsSkeleton />
        </Awaiting>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {parts.map(({ name, mark, words }) => (
            <li
              key={name}
              className="grid gap-x-6 gap-y-1 px-4 py-3 text-sm md:grid-cols-[14rem_8rem_1fr]"
            >
              <span className="font-medium">{name}</span>
              <StateMark {...MARKS[mark]}>{t(`health.mark.${mark}`)}</StateMark>
              <span className="text-muted">{words}</span>
            </li>
          ))}
        </ul>
      )}
      {health.data && (
        <p className="mt-4 text-[0.8125rem] text-muted">
          {t("health.version", { version: health.data.version })}
        </p>
      )}
    </Page>
  );
}

function useParts(health: Health | undefined): Part[] | null {
  const { t } = useTranslation();
  const { ago, duration } = useFormats();
  const now = useNow();
  if (health === undefined) return null;
  const { database, outbox, projector, broker, cache, sources, event_brokers } = health;
  const age = outbox.oldest_age_s;
  const lag = projector.lag_s;
  const shared = (name: "broker" | "cache", state: string): Part => ({
    name: t(`health.part.${name}`),
    mark: state === "down" ? "poor" : "good",
    words: t(
      `health.${name}.${state === "down" ? "down" : state === "embedded" ? "own" : "shared"}`,
    ),
  });
  return [
    {
      name: t("health.part.database"),
      mark: !database.connected ? "bad" : database.migrations_pending ? "poor" : "good",
      words: t(
        !database.connected
          ? "health.database.away"
          : database.migrations_pending
            ? "health.database.pending"
            : "health.database.good",
        { kind: database.kind },
      ),
    },
    {
      name: t("health.part.outbox"),
      mark: age === null || age > OLD_S ? "poor" : "good",
      words: age === null ? t("health.silent") : t("health.outbox", { age: duration(age) }),
    },
    {
      name: t("health.part.projector"),
      mark: lag === null || lag > BEHIND_S ? "poor" : "good",
      words: lag === null ? t("health.silent") : t("health.projector", { lag: duration(lag) }),
    },
    shared("broker", broker),
    shared("cache", cache),
    ...event_brokers.map(({ name, oldest_age_s: waits }): Part => ({
      name: t("health.part.eventBroker", { name: BROKERS[name] ?? name }),
      mark: waits > OLD_S ? "poor" : "good",
      words: waits > 0 ? t("health.outbox", { age: duration(waits) }) : t("health.toldAll"),
    })),
    ...sources.map(({ name, connected, last_success_at: at, last_error }): Part => ({
      name: t("health.part.source", { name }),
      mark: connected ? "good" : "poor",
      words:
        last_error ??
        (at === null ? t("health.source.never") : t("health.source.last", { ago: ago(at, now) })),
    })),
  ];
}
