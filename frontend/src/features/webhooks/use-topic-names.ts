import { useQuery } from "@tanstack/react-query";
import { language } from "@/i18n";
import { topicsQuery, type Webhook } from "./queries";

/** What test messages are called; they are no event, and the catalogue is without them. */
const TEST = "webhook.test";

/** Return the names of what an endpoint may have been sent, for a choice. */
export function useTopicNames({ topics }: Webhook, chosen: string | undefined): readonly string[] {
  const catalogue = useQuery(topicsQuery(language())).data ?? [];
  const heard = topics.length > 0 ? topics : catalogue.map(({ name }) => name);
  return [...new Set([...heard, TEST, ...(chosen === undefined ? [] : [chosen])])];
}
