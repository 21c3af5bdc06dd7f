import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "../../platform/browser/fetch-json.ts";
import type { MirrorsView } from "../core/mirror-settings.ts";
import type { ConfigureMirrorInput } from "../input/set-up-mirror.ts";

/** The browser's questions about a pilot's mirrors. The key begins with the topic of the changes that touch them: `shadow-mirror`. */

const base = (pilot: string) => `/api/v1/pilots/${pilot}/shadow/mirrors`;

export const mirrorsQuery = (pilot: string) =>
  queryOptions({
    queryKey: ["shadow-mirror", pilot],
    queryFn: () => fetchJson<MirrorsView>(base(pilot)),
    staleTime: Number.POSITIVE_INFINITY,
  });

type Version = { version: number };

export const configureMirror = (pilot: string, mirror: string, set: ConfigureMirrorInput) =>
  send<Version>("PUT", `${base(pilot)}/${mirror}`, set);

export const pauseMirror = (pilot: string, mirror: string, why: string) =>
  send<Version>("POST", `${base(pilot)}/${mirror}/pause`, { why });

export const resumeMirror = (pilot: string, mirror: string, why: string) =>
  send<Version>("DELETE", `${base(pilot)}/${mirror}/pause`, { why });

function send<T>(method: "PUT" | "POST" | "DELETE", url: string, body: unknown): Promise<T> {
  return fetchJson<T>(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}
