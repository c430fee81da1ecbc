/** How notices are sent: kinds, words, channels, and what became of each message. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { FIRST_PAGE, nextPage } from "@/api/pages";
import type { Language } from "@/i18n";
import type { LogFilters } from "./notice-search";

export type Kind = Schemas["Kind"];
export type KindSettings = Schemas["KindSettingsView"];
export type Template = Schemas["NoticeTemplateView"];
export type Channel = Schemas["Channel"];
/** A way out of the application. */
export type OuterChannel = Exclude<Channel, "in_app">;
export type Provider = Schemas["Provider"];
export type ProviderForm = Schemas["ProviderView"];
export type Account = Schemas["ChannelView"];
export type Checked = Schemas["CheckedChannelView"];
export type Tested = Schemas["NoticeTestView"];
export type Delivery = Schemas["NoticeDeliveryView"];
export type DeliveryStory = Schemas["NoticeDeliveryStoryView"];
export type DeliveryState = Schemas["DeliveryState"];

/** The words of a kind in one language. */
export type Wording = Pick<Template, "subject" | "text">;

const PAGE = 25;
/** What becomes of messages is told live to nobody. */
const LOOK_AGAIN_MS = 5_000;

export const kindsQuery = queryOptions({
  queryKey: ["notice-kinds"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/settings", { signal }))).items,
});

export function editKind(
  { kind, version }: KindSettings,
  body: Partial<Schemas["KindChanges"]>,
): Promise<KindSettings> {
  const params = { path: { kind }, header: { "if-match": etagOf(version) } };
  return bodyOf(api.PATCH("/api/v1/notifications/settings/{kind}", { params, body }));
}

export const templatesQuery = queryOptions({
  queryKey: ["notice-templates"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/templates", { signal }))).items,
});

export function putTemplate(
  { kind, language, version }: Template,
  body: Wording,
): Promise<Template> {
  const params = { path: { kind, language }, header: { "if-match": etagOf(version) } };
  return bodyOf(api.PUT("/api/v1/notifications/templates/{kind}/{language}", { params, body }));
}

export function resetTemplate({ kind, language }: Template): Promise<Template> {
  const params = { path: { kind, language } };
  return bodyOf(api.DELETE("/api/v1/notifications/templates/{kind}/{language}", { params }));
}

export function previewQuery(kind: Kind, language: Language, { subject, text }: Wording) {
  return queryOptions({
    queryKey: ["notice-preview", kind, language, subject, text],
    queryFn: ({ signal }) => {
      const body = { kind, language, subject, text };
      return bodyOf(api.POST("/api/v1/notifications/preview", { body, signal }));
    },
    retry: false,
    placeholderData: keepPreviousData,
  });
}

/** Send oneself a notice with an invented charge, now and once. */
export function sendTest(kind: Kind, channel: OuterChannel, language: Language): Promise<Tested> {
  return bodyOf(api.POST("/api/v1/notifications/test", { body: { kind, channel, language } }));
}

export const providersQuery = queryOptions({
  queryKey: ["notice-providers"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/providers", { signal }))).items,
  staleTime: Infinity,
});

/** What goes wrong with them is told on the first screen too. */
export const CHANNELS_CHANGED = [["notice-channels"], ["attention"]] as const;

export const accountsQuery = queryOptions({
  queryKey: ["notice-channels"],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET("/api/v1/notifications/channels", { signal }))).items,
  refetchInterval: LOOK_AGAIN_MS,
});

export function saveAccount(
  channel: OuterChannel,
  version: number,
  body: Schemas["ChannelBody"],
): Promise<Account> {
  const params = { path: { channel }, header: { "if-match": etagOf(version) } };
  return bodyOf(api.PUT("/api/v1/notifications/channels/{channel}", { params, body }));
}

export async function deleteAccount({ channel }: Account): Promise<void> {
  const params = { path: { channel } };
  await bodyOf(api.DELETE("/api/v1/notifications/channels/{channel}", { params }));
}

/** Ask the provider whether messages go out now, without sending one. */
export function checkAccount({ channel }: Pick<Account, "channel">): Promise<Checked> {
  const params = { path: { channel } };
  return bodyOf(api.POST("/api/v1/notifications/channels/{channel}/check", { params }));
}

export function deliveriesQuery(filters: LogFilters) {
  return infiniteQueryOptions({
    queryKey: ["notice-deliveries", filters],
    queryFn: ({ pageParam, signal }) => {
      const params = { query: { limit: PAGE, ...filters, ...pageParam } };
      return bodyOf(api.GET("/api/v1/notifications/deliveries", { params, signal }));
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** A story is asked again when its delivery changed. */
export function deliveryQuery({ id, state, attempts }: Delivery) {
  return queryOptions({
    queryKey: ["notice-story", id, state, attempts],
    queryFn: ({ signal }) => {
      const params = { path: { notice_delivery_id: id } };
      return bodyOf(
        api.GET("/api/v1/notifications/deliveries/{notice_delivery_id}", { params, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });
}

export async function resendDelivery({ id }: Delivery): Promise<void> {
  const params = { path: { notice_delivery_id: id } };
  await bodyOf(
    api.POST("/api/v1/notifications/deliveries/{notice_delivery_id}/resend", { params }),
  );
}

function etagOf(version: number): string {
  return `"${version}"`;
}
