import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./globals.css";
// Every page brings the one for addresses that lead nowhere; its styles are asked for with each, so they are taken with each.
import "./door.module.css";

export const metadata: Metadata = {
  title: { default: "Gantry", template: "%s · Gantry" },
};

/** Every page is made for its request: its scripts carry the request's nonce. */
export const dynamic = "force-dynamic";

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      {/* Not as metadata: that is taken away for a moment between two pages, and the browser then asks for /favicon.ico. */}
      <link rel="icon" href="/icon.svg" />
      <body>{children}</body>
    </html>
  );
}
