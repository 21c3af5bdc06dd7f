// The kiosk's page without network. It keeps the page as it was answered (its header with it, so that the page's own nonces hold) and the
// scripts, styles and typefaces which that page names. What the server says about people never passes through here.
const kept = "gantry-kiosk";
const page = "/kiosk";
const parts = "/_next/static/";
const patienceMs = 2_500;

self.addEventListener("install", (event) => {
  // Without cookies: the kept page is the one that anybody gets.
  const asked = fetch(page, { credentials: "omit", cache: "no-store" });
  event.waitUntil(asked.then(keepPage).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === page) event.respondWith(pageAnswer(event));
  else if (pathname.startsWith(parts) || pathname === "/icon.svg") event.respondWith(partAnswer(request));
});

/** From the server while it answers, so that a new build is seen; else as it was kept. */
async function pageAnswer(event) {
  const answer = await fetch(event.request, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  if (answer?.ok) {
    // The page does not wait for it, and a page that cannot be kept is still shown.
    event.waitUntil(keepPage(answer.clone()).catch(() => {}));
    return answer;
  }
  return (await keptAnswer(page)) ?? answer ?? Response.error();
}

/** Parts are named by what is in them: the kept one is the right one. */
async function partAnswer(request) {
  return (await keptAnswer(request.url)) ?? fetch(request);
}

async function keptAnswer(address) {
  const cache = await caches.open(kept);
  return cache.match(address, { ignoreSearch: true, ignoreVary: true });
}

/** The page is put last: it is only ever kept together with all its parts. Parts of other builds go away. */
async function keepPage(answer) {
  if (!answer.ok) throw new Error(`The kiosk's page was answered with ${answer.status}.`);
  const cache = await caches.open(kept);
  const named = partsIn(await answer.clone().text());
  const deeper = await Promise.all(named.map((address) => keepPart(cache, address)));
  await cache.put(page, answer);
  const wanted = new Set([page, "/icon.svg", ...named, ...deeper.flat()]);
  await keepPart(cache, "/icon.svg");
  for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url);
}

/** Answers what a stylesheet names in turn. */
async function keepPart(cache, address) {
  const there = await cache.match(address, { ignoreVary: true });
  const answer = there ?? (await fetch(address));
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}.`);
  if (there === undefined) await cache.put(address, answer.clone());
  if (!address.endsWith(".css")) return [];
  const named = typefacesIn(await answer.text(), address);
  await Promise.all(named.map((one) => keepPart(cache, one)));
  return named;
}

function partsIn(html) {
  const found = html.matchAll(/\/_next\/static\/[\w./~@()[\]-]+\.(?:js|css|woff2)/g);
  return [...new Set([...found].map(([address]) => address))];
}

/** Of each typeface the compressed file only: every browser with a service worker reads it. */
function typefacesIn(css, address) {
  const found = css.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g);
  return [...new Set([...found].map(([, name]) => new URL(name, new URL(address, self.location.origin)).pathname))];
}
