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

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: false,
  // `tsc` is a check of its own in `npm test`.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["postgres"],
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: [nothingRuns] },
  ],
};

export default config;
