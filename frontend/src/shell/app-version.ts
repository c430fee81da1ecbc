/** The copy of the application that this browser keeps, and the newer one that may wait for it. */
import { useSyncExternalStore } from "react";

const CHECK_MS = 60 * 60 * 1_000;

let hasNewer = false;
let waiting: ServiceWorker | null = null;
let isTaking = false;
const watchers = new Set<() => void>();

/** Keep the application's files in this browser, so that it opens without a network. */
export function keepApplication(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const wasKept = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (isTaking) window.location.reload();
    // Another tab took the newer one: this one goes on with what it has until told.
    else if (wasKept) publish(null);
  });
  // Where the browser does not allow it, the application works as before.
  serviceWorker.register("/sw.js").then(follow, () => {});
}

/** Whether a newer version can be had. */
export function useNewVersion(): boolean {
  return useSyncExternalStore(watch, () => hasNewer);
}

/** Change to the newer version; the page is loaded anew. */
export function takeNewVersion(): void {
  isTaking = true;
  if (waiting === null) window.location.reload();
  else waiting.postMessage("take-over");
}

function follow(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // The first version of all waits for nothing.
    if (registration.waiting && navigator.serviceWorker.controller) publish(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", look),
  );
  const check = () => void registration.update().catch(() => {});
  window.setInterval(check, CHECK_MS);
  document.addEventListener("visibilitychange", () => document.hidden || check());
}

function publish(newer: ServiceWorker | null): void {
  waiting = newer;
  hasNewer = true;
  for (const notify of watchers) notify();
}

function watch(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}
