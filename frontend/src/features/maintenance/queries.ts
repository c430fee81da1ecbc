/** Firmware images, updates, campaigns and logs of stations, and what is done about them. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Image = Schemas["ImageView"];
export type NewImage = Schemas["NewImage"];
export type Update = Schemas["UpdateView"];
export type StationLog = Schemas["LogView"];
export type LogKind = StationLog["kind"];
export type Campaign = Schemas["CampaignSchema"];
export type CampaignPlan = Schemas["CampaignPlanView"];
export type NewCampaign = Schemas["NewCampaign"];
export type Member = Schemas["CampaignStationView"];

const LONG_PAGE = 200;
export const IMAGES_CHANGED = [["firmware-images"]] as const;
export const CAMPAIGNS_CHANGED = [["campaigns"]] as const;

export const imagesQuery = queryOptions({
  queryKey: ["firmware-images"],
  queryFn: ({ signal }) =>
    everyPage((page) => {
      const query = { limit: LONG_PAGE, ...page };
      return bodyOf(api.GET("/api/v1/firmware-images", { params: { query }, signal }));
    }),
});

export const updatesQuery = (stationId: string) =>
  queryOptions({
    queryKey: ["station", stationId, "firmware-updates"],
    queryFn: async ({ signal }) => {
      const params = { path: { station_id: stationId }, query: { limit: 20 } };
      const path = "/api/v1/stations/{station_id}/firmware-updates";
      return (await bodyOf(api.GET(path, { params, signal }))).items;
    },
  });

export const updateQuery = (update: Update) =>
  queryOptions({
    queryKey: ["station", update.station_id, "firmware-update", update.id],
    queryFn: ({ signal }) => {
      const params = { path: { update_id: update.id } };
      return bodyOf(api.GET("/api/v1/firmware-updates/{update_id}", { params, signal }));
    },
  });

export const logsQuery = (stationId: string) =>
  queryOptions({
    queryKey: ["station", stationId, "logs"],
    queryFn: async ({ signal }) => {
      const params = { path: { station_id: stationId }, query: { limit: 20 } };
      return (await bodyOf(api.GET("/api/v1/stations/{station_id}/logs", { params, signal })))
        .items;
    },
  });

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: ({ signal }) =>
    everyPage((page) => {
      const query = { limit: LONG_PAGE, ...page };
      return bodyOf(api.GET("/api/v1/firmware-campaigns", { params: { query }, signal }));
    }),
});

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ["campaigns", campaignId],
    queryFn: ({ signal }) => {
      const params = { path: { campaign_id: campaignId } };
      return bodyOf(api.GET("/api/v1/firmware-campaigns/{campaign_id}", { params, signal }));
    },
  });

export const membersQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ["campaigns", campaignId, "stations"],
    queryFn: async ({ signal }) => {
      const params = { path: { campaign_id: campaignId } };
      const path = "/api/v1/firmware-campaigns/{campaign_id}/stations";
      return (await bodyOf(api.GET(path, { params, signal }))).items;
    },
  });

export function createImage(body: NewImage, key: string): Promise<Image> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/firmware-images", { params, body }));
}

export function putFile(image: Image, file: File): Promise<Image> {
  return bodyOf(
    api.PUT("/api/v1/firmware-images/{image_id}/file", {
      params: { path: { image_id: image.id }, query: { file_name: file.name } },
      body: "", // the type has a string for a file; the serializer gives the file itself
      bodySerializer: () => file,
      headers: { "Content-Type": "application/octet-stream" },
    }),
  );
}

export async function deleteImage(image: Image): Promise<void> {
  const params = { path: { image_id: image.id } };
  await bodyOf(api.DELETE("/api/v1/firmware-images/{image_id}", { params }));
}

export function orderUpdate(
  stationId: string,
  body: Schemas["NewUpdate"],
  key: string,
): Promise<Update> {
  const params = { path: { station_id: stationId }, header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/stations/{station_id}/firmware-updates", { params, body }));
}

export function cancelUpdate(update: Update): Promise<Update> {
  const params = { path: { update_id: update.id } };
  return bodyOf(api.POST("/api/v1/firmware-updates/{update_id}/cancel", { params }));
}

export function askLog(stationId: string, kind: LogKind, key: string): Promise<StationLog> {
  const params = { path: { station_id: stationId }, header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/stations/{station_id}/logs", { params, body: { kind } }));
}

export async function fetchLog(log: StationLog): Promise<Blob> {
  const params = { path: { log_id: log.id } };
  const call = api.GET("/api/v1/station-logs/{log_id}/file", { params, parseAs: "blob" });
  return (await bodyOf(call)) as unknown as Blob;
}

export function previewCampaign(body: NewCampaign, signal: AbortSignal): Promise<CampaignPlan> {
  return bodyOf(api.POST("/api/v1/firmware-campaigns/preview", { body, signal }));
}

export function createCampaign(body: NewCampaign, key: string): Promise<Campaign> {
  const params = { header: { "Idempotency-Key": key } };
  return bodyOf(api.POST("/api/v1/firmware-campaigns", { params, body }));
}

export type CampaignOrder = "pause" | "resume" | "cancel";

export function orderCampaign(campaign: Campaign, order: CampaignOrder): Promise<Campaign> {
  const params = { path: { campaign_id: campaign.id } };
  return bodyOf(api.POST(`/api/v1/firmware-campaigns/{campaign_id}/${order}`, { params }));
}
