import type { MadeLink } from "./account-link.ts";

/** What an admin is shown, once: the whole link. It begins with GANTRY_URL, never with what a request calls its host: a forged one would
 *  send the token elsewhere. */
export function shownOnce({ id, path, expiresAt }: MadeLink): { ok: true; id: string; link: string; expiresAt: Date } {
  const url = process.env["GANTRY_URL"];
  if (!url) throw new Error("GANTRY_URL is not set in this process.");
  return { ok: true, id, link: `${url.replace(/\/+$/, "")}${path}`, expiresAt };
}
