/**
 * Opens the application without a network: it keeps the files of one build and nothing else. What
 * the platform answers is never kept; the screens say themselves when there is no answer. Shows the
 * notices that the platform pushes to this device.
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

/* A browser takes the right to be told from whoever is told and shows nothing. */
self.addEventListener("push", (event) => {
  event.waitUntil(showNotice(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openScreen(event.notification.data.link));
});

async function showNotice(data) {
  const { title, body, link, tag } = noticeIn(data);
  await self.registration.showNotification(title, {
    body,
    tag,
    icon: "/icons/any-192.png",
    badge: "/icons/any-192.png",
    data: { link },
  });
}

/** What was pushed; what cannot be read is still told. */
function noticeIn(data) {
  const usual = { title: "SIGEC-VE", body: "", link: "/notices" };
  try {
    return { ...usual, ...data.json() };
  } catch {
    return usual;
  }
}

/** Show a screen of the application in the window that is open, or in a new one. */
async function openScreen(link) {
  const { href } = new URL(link, self.location.origin);
  const [open] = await self.clients.matchAll({ type: "window" });
  if (open === undefined) return self.clients.openWindow(href);
  await open.focus();
  return open.navigate(href);
}

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
