import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { nonceIn } from "#lib/platform/http/page-policy.ts";
import { EarlyClicks } from "./early-clicks.tsx";
import "./globals.css";
// Every page brings the one for addresses that lead nowhere; its styles are asked for with each, so they are taken with each.
import "./door.module.css";

export const metadata: Metadata = {
  title: { default: "Gantry", template: "%s · Gantry" },
};

/** Every page is made for its request: its scripts carry the request's nonce. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = nonceIn((await headers()).get("content-security-policy"));
  return (
    <html lang="en">
      {/* Not as metadata: that is taken away for a moment between two pages, and the browser then asks for /favicon.ico. */}
      <link rel="icon" href="/icon.svg" />
      <body>
        {children}
        <EarlyClicks nonce={nonce} />
      </body>
    </html>
  );
}
