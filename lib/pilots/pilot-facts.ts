import type { PilotFacts } from "./core/place.ts";
import type { PilotRow } from "./store.ts";

/** A pilot's row as screens get it. */
export function pilotFacts(row: PilotRow): PilotFacts {
  const { slug, name, site, timeZone, practice, shifts, parityScope, version } = row;
  const { windowFrom, windowTo, programmeFrom, programmeTo } = row;
  return {
    ...{ slug, name, site, timeZone, practice, shifts, parityScope, version },
    archivedAt: row.archivedAt?.toISOString() ?? null,
    window: windowFrom && windowTo ? { from: windowFrom.toISOString(), to: windowTo.toISOString() } : null,
    programme: programmeFrom && programmeTo ? { from: programmeFrom, to: programmeTo } : null,
  };
}
