import type { Readiness } from "./readiness-view.ts";

/** One text for what a readiness says, without the moment it was looked at: as long as it stays, nobody has to look again. */
export function readinessText({ overall, stations }: Readiness): string {
  const lines = stations.map(({ name, state, sentence, fingerprint, call, owners }) => [
    ...[name, state, sentence, fingerprint],
    ...[call?.id ?? null, call?.stands ?? null, call?.moved?.what ?? null],
    owners.map(({ id }) => id),
  ]);
  return JSON.stringify([overall, lines]);
}

/** The next moment at which evidence or a waiver runs out; infinite when nothing does. ms since 1970. */
export function nextExpiry(items: readonly { standing: { expiresAt: number | null } }[], now: number): number {
  const ends = items.map(({ standing }) => standing.expiresAt ?? Number.POSITIVE_INFINITY);
  return ends.reduce((soonest, end) => (end > now && end < soonest ? end : soonest), Number.POSITIVE_INFINITY);
}
