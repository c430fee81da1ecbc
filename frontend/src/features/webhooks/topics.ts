/** The catalogue of events in words and in groups; one that is unknown here keeps its own name. */
import type { ParseKeys, TFunction } from "i18next";
import type { Topic } from "./queries";

/** The groups in the order that they are listed, each with how its topics begin. */
const GROUPS = [
  ["charges", ["session."]],
  ["stations", ["station.", "connector.", "incident.", "firmware_", "station_log."]],
  ["notices", ["notice.", "notification."]],
  ["house", ["person.", "id_token.", "tariff."]],
  ["platform", ["source.", "webhook.", "api_key."]],
  ["vetric", ["carregamento.", "carregador.", "pagamento."]],
] as const;

export type TopicGroup = (typeof GROUPS)[number][0] | "others";

/** Return the topics by group, without empty groups. */
export function grouped(topics: readonly Topic[]): (readonly [TopicGroup, Topic[]])[] {
  const names: readonly TopicGroup[] = [...GROUPS.map(([name]) => name), "others"];
  return names
    .map((name) => [name, topics.filter((topic) => groupOf(topic.name) === name)] as const)
    .filter(([, found]) => found.length > 0);
}

export function groupOf(topic: string): TopicGroup {
  const found = GROUPS.find(([, prefixes]) => prefixes.some((each) => topic.startsWith(each)));
  return found?.[0] ?? "others";
}

/** Return what an event is in words; `session.ended` when nobody found any. */
export function topicWords(topic: string, t: TFunction): string {
  const key = `webhook_topic.${topic.replaceAll(".", "_")}` as ParseKeys;
  return t(key, { defaultValue: topic });
}
