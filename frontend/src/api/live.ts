/** What happens on the platform, as it happens: one WebSocket for the whole application. */
import { actingTenant } from "./acting-tenant";
import { currentAccessToken, refreshAccess } from "./credentials";

/** A domain event, the same that webhooks receive. */
export interface LiveEvent {
  type: string;
  data: Record<string, unknown>;
}

/** `connected` follows the platform; the others say why the screen may be behind. */
export type LiveState = "connecting" | "connected" | "interrupted";

export interface LiveListener {
  /** Events that arrived together; at most five calls a second however many stations talk. */
  onEvents(events: readonly LiveEvent[]): void;
  /** The connection stands again: what happened meanwhile is only known by asking. */
  onConnected(): void;
  onState(state: LiveState): void;
}

const UNAUTHENTICATED = 4401;
const TOPICS = ["stations", "sessions", "incidents", "notices"];
const BATCH_MS = 200;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** A connection that lasted this long was a good one: the next loss counts as the first. */
const GOOD_AFTER_MS = 10_000;

/** Follow the platform until the returned function is called; reconnects by itself. */
export function followPlatform(listener: LiveListener): () => void {
  let socket: WebSocket | null = null;
  let stopped = false;
  let failures = 0;
  let openedAt = Infinity;
  let showsToken = false;
  let retryTimer = 0;
  let batchTimer = 0;
  let batch: LiveEvent[] = [];

  async function connect(): Promise<void> {
    retryTimer = 0;
    openedAt = Infinity;
    listener.onState(failures === 0 ? "connecting" : "interrupted");
    // After a failure the token may be what was refused.
    const permitted = failures === 0 || (await refreshAccess().catch(() => true));
    if (stopped || !permitted) return;
    socket = new WebSocket(liveUrl());
    socket.onopen = greet;
    socket.onmessage = (message) => receive(String(message.data));
    socket.onclose = ({ code }) => {
      // A proxy that changes our address makes the platform mistrust the cookie.
      showsToken ||= code === UNAUTHENTICATED;
      retryLater();
    };
  }

  function greet(this: WebSocket): void {
    // The cookie came with the socket; unlike a token it lasts as long as the login.
    const token = showsToken ? { token: currentAccessToken() } : {};
    const tenant = actingTenant()?.id;
    this.send(JSON.stringify({ ...token, ...(tenant && { tenant }), subscribe: TOPICS }));
    openedAt = Date.now();
    listener.onState("connected");
    listener.onConnected();
  }

  function receive(text: string): void {
    const event = readEvent(text);
    if (event === null) return;
    batch.push(event);
    batchTimer ||= window.setTimeout(deliver, BATCH_MS);
  }

  function deliver(): void {
    const events = batch;
    batch = [];
    batchTimer = 0;
    listener.onEvents(events);
  }

  function retryLater(): void {
    if (stopped) return;
    failures = Date.now() - openedAt > GOOD_AFTER_MS ? 1 : failures + 1;
    listener.onState("interrupted");
    retryTimer = window.setTimeout(connect, retryDelayMs(failures, Math.random()));
  }

  /** A socket does not notice that the network is gone; waiting for that would look alive. */
  function giveUp(): void {
    listener.onState("interrupted");
    socket?.close();
  }

  function retryNow(): void {
    if (retryTimer === 0 || document.hidden) return;
    window.clearTimeout(retryTimer);
    void connect();
  }

  window.addEventListener("offline", giveUp);
  window.addEventListener("online", retryNow);
  document.addEventListener("visibilitychange", retryNow);
  void connect();

  return () => {
    stopped = true;
    window.removeEventListener("offline", giveUp);
    window.removeEventListener("online", retryNow);
    document.removeEventListener("visibilitychange", retryNow);
    window.clearTimeout(retryTimer);
    window.clearTimeout(batchTimer);
    socket?.close();
  };
}

/** Return how long to wait before the next attempt: doubling, capped, spread by `chance` (0–1). */
export function retryDelayMs(failures: number, chance: number): number {
  const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
  return longest / 2 + (longest / 2) * chance;
}

/** Read a frame of the socket; null for what is not an event (greetings, pings). */
export function readEvent(text: string): LiveEvent | null {
  const frame: unknown = JSON.parse(text);
  if (typeof frame !== "object" || frame === null || !("type" in frame)) return null;
  const { type, data } = frame as { type: unknown; data?: unknown };
  if (typeof type !== "string" || typeof data !== "object" || data === null) return null;
  return { type, data: data as Record<string, unknown> };
}

function liveUrl(): string {
  const url = new URL("/api/v1/live", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
