import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { NextConfig } from "next";

/** Headers of every answer. Pages get a policy with a nonce from `proxy.ts` instead of the bare one of the API. */
const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];
const nothingRuns = { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" };

/** Names the browser's part of the feed: pages of one build and the worker of another must not meet. */
function feedBuild(): string {
  const folder = path.resolve("lib/platform/browser");
  const hash = createHash("sha256");
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  for (const name of names.sort()) hash.update(readFileSync(path.join(folder, name)));
  return hash.digest("hex").slice(0, 12);
}

/** For programs that look for the icon where it used to be. */
const icon = { source: "/favicon.ico", destination: "/icon.svg" };

const config: NextConfig = {
  env: { FEED_BUILD: feedBuild() },
  poweredByHeader: false,
  // For all, not only for robots: a page comes with its title, not without one for a moment.
  htmlLimitedBots: /.*/,
  typedRoutes: false,
  // `tsc` is a check of its own in `npm test`.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres", "pdfmake"],
  rewrites: async () => [icon],
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: [nothingRuns] },
  ],
};

export default config;
