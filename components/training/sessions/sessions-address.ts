import type { SessionsAsked } from "#lib/training/browser/sessions-query.ts";
import type { SessionState } from "#lib/training/core/session-state.ts";
import type { SessionLine } from "#lib/training/core/training-view.ts";
import { SessionsQuery } from "#lib/training/input/sessions.ts";

/** What of the list stands in its address. What cannot be read is left out, each by itself: an old address shows the list all the same. */
export function askedOf(params: Pick<URLSearchParams, "get">): SessionsAsked {
  const { state, module, trainer, before } = SessionsQuery.shape;
  const read = Object.entries({ state, module, trainer, before }).flatMap(([name, schema]) => {
    const found = schema.safeParse(params.get(name) ?? undefined);
    return found.success && found.data !== undefined && found.data !== "all" ? [[name, found.data]] : [];
  });
  return Object.fromEntries(read);
}

export function sessionsSearch(asked: SessionsAsked): string {
  const set = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === "all" ? [] : [[name, String(value)]],
  );
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}

/** Open ones first, then what comes next, then the newest. */
export function inTheirOrder(sessions: readonly SessionLine[]): SessionLine[] {
  const rank: Readonly<Record<SessionState, number>> = { open: 0, planned: 1, closed: 2, "called-off": 2 };
  return [...sessions].sort((a, b) => {
    if (rank[a.state] !== rank[b.state]) return rank[a.state] - rank[b.state];
    return a.state === "planned" ? a.plannedFrom - b.plannedFrom : b.plannedFrom - a.plannedFrom;
  });
}
