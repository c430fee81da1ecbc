/** Addresses of other programs, what they are told, and what came of it. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage, FIRST_PAGE, nextPage } from "@/api/pages";
import { problemOf } from "@/api/problem";
import type { Language } from "@/i18n";
import type { DeliveryFilters } from "./webhook-search";

export type Webhook = Schemas["WebhookView"];
export type Draft = Schemas["NewWebhook"];
/** With its secret, this once. */
export type NewWebhook = Schemas["NewWebhookView"];
export type Topic = Schemas["TopicView"];
export type Delivery = Schemas["DeliveryView"];
export type DeliveryStory = Schemas["DeliveryStoryView"];
export type Attempt = Schemas["AttemptView"];

/** A webhook and the version that was read, which an edit must still find there. */
export interface ReadWebhook {
  webhook: Webhook;
  etag: string | null;
}

const LONG_PAGE = 200;
const PAGE = 25;
/** Deliveries are told live to nobody. */
const LOOK_AGAIN_MS = 3_000;

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/webhooks", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
  refetchInterval: LOOK_AGAIN_MS,
});

export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: ["webhooks", id],
    queryFn: async ({ signal }): Promise<ReadWebhook> => {
      const params = { path: { webhook_id: id } };
      const answer = await api.GET("/api/v1/webhooks/{webhook_id}", { params, signal });
      if (answer.data === undefined) throw problemOf(answer.response, answer.error);
      return { webhook: answer.data, etag: answer.response.headers.get("ETag") };
    },
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The catalogue of events, described in the reader's language; it changes with the platform only. */
export const topicsQuery = (reader: Language) =>
  queryOptions({
    queryKey: ["webhook-topics", reader],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET("/api/v1/webhooks/topics", { signal }))).items,
    staleTime: Infinity,
  });

export function deliveriesQuery(webhookId: string, filters: DeliveryFilters) {
  return infiniteQueryOptions({
    queryKey: ["webhooks", webhookId, "deliveries", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...filters, ...pageParam };
      const params = { path: { webhook_id: webhookId }, query };
      return bodyOf(api.GET("/api/v1/webhooks/{webhook_id}/deliveries", { params, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Beside the list and not below it: a story is asked again when its delivery changed. */
export function storyQuery({ webhook_id, id, status, attempts }: Delivery) {
  return queryOptions({
    queryKey: ["webhook-story", id, status, attempts],
    queryFn: ({ signal }) => {
      const params = { path: { webhook_id, delivery_id: id } };
      return bodyOf(
        api.GET("/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}", { params, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });
}

export function createWebhook(body: Draft, key: string): Promise<NewWebhook> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/webhooks", { params, body }));
}

export function editWebhook(
  { webhook, etag }: ReadWebhook,
  body: Partial<Schemas["WebhookChanges"]>,
): Promise<Webhook> {
  const { path, header } = paramsOf(webhook);
  const params = { path, header: { ...header, "if-match": etag } };
  return bodyOf(api.PATCH("/api/v1/webhooks/{webhook_id}", { params, body }));
}

export async function deleteWebhook(webhook: Webhook): Promise<void> {
  await bodyOf(api.DELETE("/api/v1/webhooks/{webhook_id}", { params: paramsOf(webhook) }));
}

export function rotateSecret(webhook: Webhook, key: string): Promise<NewWebhook> {
  const { path, header } = paramsOf(webhook);
  const params = { path, header: { ...header, "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/webhooks/{webhook_id}/rotate-secret", { params }));
}

/** Send a message that says nothing, now; what came of it is in the answer. */
export function testWebhook(webhook: Webhook): Promise<DeliveryStory> {
  return bodyOf(api.POST("/api/v1/webhooks/{webhook_id}/test", { params: paramsOf(webhook) }));
}

/** Send again what happened between two instants; returns how many deliveries wait now. */
export async function replay(webhook: Webhook, body: Schemas["ReplayBody"]): Promise<number> {
  const params = paramsOf(webhook);
  const call = api.POST("/api/v1/webhooks/{webhook_id}/replay", { params, body });
  return (await bodyOf(call)).waiting;
}

export async function resend(webhook: Webhook, { id }: Pick<Delivery, "id">): Promise<void> {
  const { path, header } = paramsOf(webhook);
  const params = { path: { ...path, delivery_id: id }, header };
  await bodyOf(
    api.POST("/api/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/resend", { params }),
  );
}

function paramsOf({ id, tenant_id }: Webhook) {
  return { path: { webhook_id: id }, header: { "x-sigec-tenant": tenant_id } };
}
