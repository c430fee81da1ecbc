/** Whether this device shows notices while the application is closed, and how that is changed. */
import type { Schemas } from "@/api/client";
import { keyBytes } from "./push-key";

/** `blocked` is undone in the browser's own settings only. */
export type PushState = "unsupported" | "blocked" | "off" | "on";

/** What the platform has to know of a device. */
type Subscription = Schemas["PushSubscription"];

/** How long the browser may take to start what shows notices; where it is not allowed to, never. */
const READY_MS = 3_000;

export async function pushState(): Promise<PushState> {
  if (!("PushManager" in window) || !("Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  const registration = await readyWorker();
  if (registration === null) return "unsupported";
  return (await registration.pushManager.getSubscription()) === null ? "off" : "on";
}

/**
 * Ask the person and their browser; returns what the platform needs to send there.
 *
 * @throws PushRefused when either says no.
 */
export async function allowPush(publicKey: string): Promise<Subscription> {
  const permission = await Notification.requestPermission();
  const registration = await readyWorker();
  if (permission !== "granted" || registration === null) throw new PushRefused();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: keyBytes(publicKey),
  });
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new PushRefused();
  const { p256dh, auth } = keys;
  return { endpoint, keys: { p256dh, auth }, device: deviceName() };
}

/** Stop showing notices here. */
export async function stopPush(): Promise<void> {
  const subscription = await (await readyWorker())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

/** What a person calls this device, as far as a browser tells: "Chrome · Android". */
function deviceName(): string {
  const { userAgent } = navigator;
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(userAgent)?.[0] ?? "";
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(userAgent)?.[0] ?? "";
  return [browser, system].filter(Boolean).join(" · ");
}

/** The person or the browser said no. */
export class PushRefused extends Error {
  override readonly name = "PushRefused";
}

function readyWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return Promise.resolve(null);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), READY_MS));
  return Promise.race([navigator.serviceWorker.ready, late]);
}
