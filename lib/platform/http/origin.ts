const readsOnly = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request may change state, as far as its origin goes. Browsers always name the origin of a POST; a request that names neither
 *  `Origin` nor `Sec-Fetch-Site` comes from no browser and so from no other site's page. `ownUrl`: the address Gantry is known by. */
export function originAllowed(method: string, headers: Headers, ownUrl: string | undefined): boolean {
  if (readsOnly.has(method)) return true;
  const origin = headers.get("origin");
  if (origin !== null) return ownHosts(headers, ownUrl).has(hostOf(origin));
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}

/** Hosts, not schemes: behind a proxy that ends TLS, the browser's scheme is another than ours. */
function ownHosts(headers: Headers, ownUrl: string | undefined): Set<string | null> {
  const forwarded = headers.get("x-forwarded-host")?.split(",") ?? [];
  const names = [headers.get("host"), ...forwarded, ownUrl === undefined ? null : hostOf(ownUrl)];
  return new Set(names.filter((name) => name !== null).map((name) => withoutUsualPort(name.trim().toLowerCase())));
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? withoutUsualPort(new URL(url).host) || null : null;
}

/** Browsers leave it out; some proxies write it. */
function withoutUsualPort(host: string): string {
  return host.replace(/:(80|443)$/, "");
}
