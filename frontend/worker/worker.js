/**
 * Opens the application without a network: it keeps the files of one build and nothing else. What
 * the platform answers is never kept; the screens say themselves when there is no answer.
 */

/* The build writes both: which build this is, and the addresses of its files. */
const VERSION = "__VERSION__";
const FILES = ["__FILES__"];

const PREFIX = "sigec-app-";
const CACHE = PREFIX + VERSION;
/** Addresses that are the platform's, not a screen. */
const INTERFACE = /^\/(api|health|metrics|version)(\/|$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOtherBuilds());
});

/* A new build waits until somebody agrees: a screen in use keeps the files it began with. */
self.addEventListener("message", (event) => {
  if (event.data === "take-over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && isScreen(pathname)) event.respondWith(kept("/", request));
  else if (FILES.includes(pathname)) event.respondWith(kept(pathname, request));
});

async function keepFiles() {
  const cache = await caches.open(CACHE);
  // Files with a hash in their name may come from the browser's cache; the page itself may not.
  const requests = FILES.map((path) =>
    path.startsWith("/assets/") ? path : new Request(path, { cache: "reload" }),
  );
  await cache.addAll(requests);
}

async function forgetOtherBuilds() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function kept(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

function isScreen(pathname) {
  return !INTERFACE.test(pathname) && !pathname.split("/").at(-1).includes(".");
}
