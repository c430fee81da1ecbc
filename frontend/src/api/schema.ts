/** Written by hand until the platform prints its OpenAPI document; same shape as openapi-typescript's. */

type Ok<T> = { responses: { 200: { headers: { [name: string]: unknown }; content: { "application/json": T } } } };
type NoParameters = { query?: never; header?: never; path?: never; cookie?: never };
type InPath<Path> = [Path] extends [undefined] ? { path?: never } : { path: Path };
type Get<T, Query = never, Path = never> = {
  parameters: { query?: Query; header?: never; cookie?: never } & InPath<Path>;
  requestBody?: never;
} & Ok<T>;
type Post<T, Body, Path = never> = {
  parameters: { query?: never; header?: never; cookie?: never } & InPath<Path>;
  requestBody: { content: { "application/json": Body } };
} & Ok<T>;
type Resource<M extends { get?: unknown; post?: unknown }> = {
  parameters: NoParameters;
  put?: never;
  delete?: never;
  options?: never;
  head?: never;
  patch?: never;
  trace?: never;
  get: M["get"];
  post: M["post"];
};

type S = components["schemas"];
type Id = { id: string };

export interface paths {
  "/api/v1/auth/login": Resource<{ post: Post<S["Tokens"], { email: string; password: string }, undefined> }>;
  "/api/v1/auth/logout": Resource<{ post: Post<undefined, Record<string, never>, undefined> }>;
  "/api/v1/auth/me": Resource<{ get: Get<S["User"], never, undefined> }>;
  "/api/v1/board": Resource<{ get: Get<S["Board"], { site_id?: string }, undefined> }>;
  "/api/v1/stations": Resource<{
    get: Get<S["StationPage"], { cursor?: string; limit?: number; site_id?: string }, undefined>;
  }>;
  "/api/v1/stations/{id}": Resource<{ get: Get<S["Station"], never, Id> }>;
  "/api/v1/stations/{id}/connectors": Resource<{ get: Get<S["ConnectorPage"], never, Id> }>;
  "/api/v1/stations/{id}/messages": Resource<{
    get: Get<S["MessagePage"], { cursor?: string; limit?: number }, Id>;
  }>;
  "/api/v1/stations/{id}/commands/start": Resource<{ post: Post<S["CommandResult"], S["StartCommand"], Id> }>;
  "/api/v1/stations/{id}/commands/stop": Resource<{ post: Post<S["CommandResult"], { session_id: string }, Id> }>;
  "/api/v1/people": Resource<{ get: Get<S["PersonPage"], { search?: string; limit?: number; cursor?: string }, undefined> }>;
  "/api/v1/sessions": Resource<{ get: Get<S["SessionPage"], S["SessionFilters"], undefined> }>;
  "/api/v1/sessions/{id}": Resource<{ get: Get<S["Session"], never, Id> }>;
  "/api/v1/sessions/{id}/readings": Resource<{ get: Get<S["ReadingPage"], { cursor?: string; limit?: number }, Id> }>;
  "/api/v1/sessions/{id}/energy": Resource<{ get: Get<S["EnergyExplanation"], never, Id> }>;
  "/api/v1/sessions/{id}/timeline": Resource<{ get: Get<S["TimelinePage"], { cursor?: string; limit?: number }, Id> }>;
}

export interface components {
  schemas: {
    Money: { amount: string; currency: string };
    Tokens: { access_token: string; expires_in: number; user: S["User"] };
    User: { id: string; name: string; email: string; role: string; permissions: string[]; tenant: { id: string; name: string; slug: string } | null };
    ConnectorState: "available" | "waiting" | "in_use" | "idle" | "reserved" | "faulted" | "offline";
    SessionStatus: "preparing" | "charging" | "suspended_ev" | "suspended_evse" | "finishing" | "ended";
    Board: { at: string; counters: Record<S["ConnectorState"], number>; connectors: S["BoardConnector"][] };
    BoardConnector: {
      connector_id: string;
      evse: number;
      connector: number;
      station_id: string;
      station_name: string;
      site_id: string;
      site_name: string;
      timezone: string;
      state: S["ConnectorState"];
      ocpp_status: string | null;
      error_code: string | null;
      status_at: string | null;
      last_seen_at: string | null;
      session: S["BoardSession"] | null;
    };
    BoardSession: {
      id: string;
      status: S["SessionStatus"];
      identity: "known" | "pending" | "unknown";
      freshness: "live" | "stale";
      person: S["SessionPerson"] | null;
      id_token: string | null;
      started_at: string;
      energy_wh: number | null;
      power_w: number | null;
      offered_w: number | null;
      soc_percent: number | null;
      last_reading_at: string | null;
      cost: S["Money"] | null;
    };
    SessionPerson: { id: string; name: string; unit: string | null };
    Station: {
      id: string;
      name: string;
      site_id: string;
      site_name: string;
      timezone: string;
      ocpp_identity: string;
      ocpp_version: string | null;
      registration: "accepted" | "pending" | "rejected";
      online: boolean;
      last_seen_at: string | null;
      vendor: string | null;
      model: string | null;
      firmware_version: string | null;
      serial_number: string | null;
    };
    StationPage: { items: S["Station"][]; next_cursor: string | null };
    Connector: { id: string; evse: number; connector: number; state: S["ConnectorState"]; ocpp_status: string | null; error_code: string | null; status_at: string | null };
    ConnectorPage: { items: S["Connector"][]; next_cursor: string | null };
    Message: { id: string; direction: "in" | "out"; action: string; message_id: string; protocol: string; request: string; answer: string | null; at: string };
    MessagePage: { items: S["Message"][]; next_cursor: string | null };
    StartCommand: { evse?: number; connector?: number; id_token?: string; person_id?: string };
    CommandResult: { command_id: string; status: string; answer: unknown };
    Person: { id: string; name: string; unit: string | null };
    PersonPage: { items: S["Person"][]; next_cursor: string | null };
    Session: {
      id: string;
      station_id: string;
      station_name: string;
      site_name: string;
      timezone: string;
      connector_id: string;
      evse: number;
      connector: number;
      external_id: string | null;
      id_token: string | null;
      person: S["SessionPerson"] | null;
      status: S["SessionStatus"];
      identity: "known" | "pending" | "unknown";
      freshness: "live" | "stale";
      started_at: string;
      ended_at: string | null;
      stop_reason: string | null;
      energy_wh: number | null;
      energy_source: string;
      energy_quality: "exact" | "estimated" | "unknown";
      power_w: number | null;
      soc_percent: number | null;
      cost: S["Money"] | null;
      price_lines: S["PriceLine"][];
      rating: "pending" | "final";
      flags: string[];
    };
    SessionPage: { items: S["Session"][]; next_cursor: string | null };
    SessionFilters: { cursor?: string; limit?: number; station_id?: string; person_id?: string; status?: S["SessionStatus"]; from?: string; to?: string };
    PriceLine: {
      kind: "energy" | "time" | "session";
      window: string;
      from_at: string;
      to_at: string;
      unit_price: string;
      amount: S["Money"];
      energy_wh: number | null;
      seconds: number | null;
      basis: "whole" | "readings" | "proportional" | null;
    };
    Reading: { at: string; energy_wh: number | null; power_w: number | null; offered_w: number | null; soc_percent: number | null };
    ReadingPage: { items: S["Reading"][]; next_cursor: string | null };
    Mark: { at: string; wh: number; source: string };
    EnergyPart: { from_at: string; to_at: string; energy_wh: number; first: S["Mark"] | null; last: S["Mark"] | null; count: number | null };
    EnergyExplanation: {
      energy_wh: number | null;
      method: "register" | "interval" | "power" | "unknown";
      quality: "exact" | "estimated" | "unknown";
      location: string | null;
      parts: S["EnergyPart"][];
      doubts: ("meter_reset" | "first_after_start" | "last_before_end" | "register_flat" | "no_register" | "nothing_measured")[];
    };
    TimelineItem: { at: string; kind: string; title: string; detail: unknown };
    TimelinePage: { items: S["TimelineItem"][]; next_cursor: string | null };
  };
}
