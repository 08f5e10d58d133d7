{# Needs: files (JSON of addresses), version, offline (an address). #}
// Keeps one page for a time without a network. It never keeps a page of anybody's.

const KEPT = "alongside-{{ version }}";
const FILES = {% autoescape off %}{{ files }}{% endautoescape %};
const OFFLINE = "{{ offline }}";

async function keep() {
  const cache = await caches.open(KEPT);
  // Without cookies: what is kept is what a stranger would get.
  await cache.addAll(FILES.map((file) => new Request(file, { credentials: "omit" })));
  await self.skipWaiting();
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function pageOrOffline(request) {
  try {
    return await fetch(request);
  } catch {
    return caches.match(OFFLINE);
  }
}

async function keptOrFetched(request) {
  return (await caches.match(request)) ?? fetch(request);
}

function answer(event) {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(pageOrOffline(request));
  else if (FILES.includes(new URL(request.url).pathname)) event.respondWith(keptOrFetched(request));
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", answer);
