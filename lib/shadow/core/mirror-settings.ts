import type { NotCompared } from "./exchange.ts";
import type { Served } from "./served-side.ts";

/** How a mirror is set up from the shadow page, and what it says of itself. */

export type Environment = "practice" | "test" | "staging" | "production";

/** A named system as it was when it was chosen; it is never followed elsewhere by itself. */
export type MirrorUpstream = { systemId: string; name: string; url: string; environment: Environment };

/** A header that is set in each copy; its value is a secret of the mirror's own machine. */
type MirrorLogin = { header: string; secret: string };

export type CopiedUpstream = MirrorUpstream & { logins: MirrorLogin[]; passCredentials: boolean };

export type MirrorSettings = {
  legacy: MirrorUpstream;
  /** Null: nothing is copied; legacy's answers are counted. */
  candidate: CopiedUpstream | null;
  twin: CopiedUpstream | null;
  /** False: paused. Everything goes on to legacy, nothing is copied or recorded. */
  mirroring: boolean;
  /** Shares 0..1. */
  sampling: { ratio: number; endpoints: { endpoint: string; ratio: number }[] };
  writes: string[];
  redaction: string[];
  captureBytes: number;
};

/** Counts since the mirror started. */
export type MirrorFigures = {
  mirroring: boolean;
  /** What it goes by, without its logins. */
  own: { legacy: string; candidate: string | null; writes: string[]; redaction: string[]; captureBytes: number };
  connections: number;
  openConnections: number;
  observed: number;
  comparable: number;
  notCompared: Partial<Record<NotCompared, number>>;
  connectionsNotObserved: number;
  abandoned: number;
  /** Null: no new system. */
  candidate: { waiting: number; asking: number; breakerOpen: boolean } | null;
  /** Null: its recorder has not said anything yet. */
  recorder: {
    delivered: number;
    spooling: boolean;
    spoolBytes: number;
    dropped: number;
    lastFailure: string | null;
  } | null;
  /** Exchanges that its recorder never got. */
  notRecorded: number;
  /** Null, or not there (a mirror of an earlier version): it does not stand in front of a balancer. */
  served?: Served | null;
};

type MirrorVersion = { version: number; change: string; why: string; by: string; at: string };

export type MirrorView = {
  name: string;
  /** Null: not set up from here yet; it goes by its own file. */
  settings: MirrorSettings | null;
  version: number;
  history: MirrorVersion[];
  /** Chosen systems that have moved or were removed since. */
  moved: string[];
  /** Null: never heard of. */
  state: {
    heardAt: string;
    versionApplied: number | null;
    refused: string | null;
    address: string;
    figures: MirrorFigures;
  } | null;
};

export type MirrorsView = {
  mirrors: MirrorView[];
  systems: { id: string; name: string; baseUrl: string; environment: Environment; role: string }[];
  /** The server's clock. */
  now: string;
};

/** A mirror tells its state every 2 s. */
export const mirrorStaleAfterMs = 6_000;

/** Production systems that a change sends something to that was not sent there before, or whose own clients it sends elsewhere. */
export function productionTouched(before: MirrorSettings | null, after: MirrorSettings): MirrorUpstream[] {
  const places = ["legacy", "candidate", "twin"] as const;
  const touched = places.flatMap((place) => {
    const [old, now] = [before?.[place] ?? null, after[place]];
    if (old?.systemId === now?.systemId && old?.url === now?.url) return [];
    return place === "legacy" ? [old, now] : [now];
  });
  const production = touched.filter((one) => one !== null).filter(({ environment }) => environment === "production");
  return [...new Map(production.map((one) => [one.systemId, one])).values()];
}

/** Why an address cannot be mirrored, in words that follow on its system's name; null when it can. Nothing is put before a request's path. */
export function unusableUrl(url: string): string | null {
  if (/^https?:\/\/[^/?#@]+\/?$/.test(url)) return null;
  return "has a path in its address, and a mirror puts nothing before a path";
}
