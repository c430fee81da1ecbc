/** Tariffs, their versions, and new prices from a day on. */
import { queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Schemas } from "@/api/client";
import { everyPage } from "@/api/pages";

export type Tariff = Schemas["TariffView"];
export type Version = Schemas["VersionView"];
export type PricedWindow = Schemas["PricedWindowView"];
export type Preview = Schemas["PreviewView"];
/** Where a tariff is meant and for whom. */
export type Audience = Pick<Tariff, "site_id" | "station_group" | "person_group">;

export const TARIFFS_CHANGED = [["tariffs"]] as const;

const LONG_PAGE = 200;

export const tariffsQuery = queryOptions({
  queryKey: ["tariffs"],
  queryFn: ({ signal }) =>
    everyPage((page) =>
      bodyOf(
        api.GET("/api/v1/tariffs", { params: { query: { limit: LONG_PAGE, ...page } }, signal }),
      ),
    ),
});

export function tariffQuery(id: string) {
  return queryOptions({
    queryKey: ["tariffs", id],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET("/api/v1/tariffs/{tariff_id}", { params: { path: { tariff_id: id } }, signal }),
      ),
  });
}

/** Let other prices take over from an instant; sessions that began before keep theirs. */
export function addVersion(
  { id, tenant_id }: Tariff,
  body: Schemas["VersionBody"],
  key: string,
): Promise<Tariff> {
  const header = { "x-sigec-tenant": tenant_id, "Idempotency-Key": key };
  const params = { path: { tariff_id: id }, header };
  return bodyOf(api.POST("/api/v1/tariffs/{tariff_id}/versions", { params, body }));
}

/** Change a tariff's name, or where and for whom it is meant. */
export function editTariff(
  { id, tenant_id }: Tariff,
  body: Partial<Schemas["TariffChanges"]>,
): Promise<Tariff> {
  const params = { path: { tariff_id: id }, header: { "x-sigec-tenant": tenant_id } };
  return bodyOf(api.PATCH("/api/v1/tariffs/{tariff_id}", { params, body }));
}

/** What a session that happened would cost by these prices; nothing is stored. */
export function previewOn(
  { id, tenant_id }: Session,
  version: Schemas["VersionBody"],
): Promise<Preview> {
  const params = { header: { "x-sigec-tenant": tenant_id } };
  const body = { session_id: id, idle_seconds: 0, is_reserved: false, version };
  return bodyOf(api.POST("/api/v1/tariffs/preview", { params, body }));
}

export function createTariff(body: Schemas["NewTariff"], tenantId: string | null, key: string) {
  const header = { "x-sigec-tenant": tenantId, "Idempotency-Key": key };
  return bodyOf(api.POST("/api/v1/tariffs", { params: { header }, body }));
}

type Session = Schemas["SessionItem"];

/** A charge of less tells little about prices. */
const TRIAL_MIN_WH = 1_000;

/** Return the latest session that a tariff of this site and these groups is meant for, or null. */
export function trialSessionQuery({ site_id, station_group, person_group }: Audience) {
  return queryOptions({
    queryKey: ["sessions", "trial", site_id, station_group, person_group],
    queryFn: async ({ signal }): Promise<Session | null> => {
      const query = { status: "ended", limit: LONG_PAGE, ...(site_id && { site_id }) } as const;
      const page = await bodyOf(api.GET("/api/v1/sessions", { params: { query }, signal }));
      const measured = page.items.filter(({ energy_wh }) => (energy_wh ?? 0) >= TRIAL_MIN_WH);
      const groupOfStation = remembering(async (station_id: string) => {
        const params = { path: { station_id } };
        return (await bodyOf(api.GET("/api/v1/stations/{station_id}", { params, signal })))
          .price_group;
      });
      const groupOfPerson = remembering(async (person_id: string) => {
        const params = { path: { person_id } };
        return (await bodyOf(api.GET("/api/v1/people/{person_id}", { params, signal })))
          .price_group;
      });
      for (const session of measured) {
        if (station_group && (await groupOfStation(session.station_id)) !== station_group) continue;
        if (person_group && session.person === null) continue;
        if (person_group && (await groupOfPerson(session.person!.id)) !== person_group) continue;
        return session;
      }
      return null;
    },
  });
}

/** Ask for each thing once. */
function remembering<Answer>(ask: (id: string) => Promise<Answer>) {
  const answers = new Map<string, Promise<Answer>>();
  return (id: string): Promise<Answer> => {
    const answer = answers.get(id) ?? ask(id);
    answers.set(id, answer);
    return answer;
  };
}
