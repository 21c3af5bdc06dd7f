import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import { changedFields } from "./core/edit.ts";
import type { PilotFacts } from "./core/place.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { savedMeanwhile } from "./saved-meanwhile.ts";
import { type PilotRow, updatePilot } from "./store.ts";

type Saved = {
  /** Locked. */
  row: PilotRow;
  /** That the form showed. */
  version: number;
  verb: string;
  after: Partial<PilotFacts>;
};

/** Saves what differs, with one event that has only that before and after; what is the same changes nothing. Refuses pilot-changed when
 *  somebody else has saved since `version`. */
export async function savePilot(
  tx: Tx,
  ctx: Ctx,
  { row, version, verb, after }: Saved,
): Promise<{ ok: true; pilot: PilotFacts } | Refused<"pilot-changed">> {
  if (row.version !== version) return savedMeanwhile(tx, { pilotId: row.id, kind: "pilot", id: row.id, version });
  const before: Readonly<Record<string, unknown>> = pilotFacts(row);
  const changed = changedFields(before, after);
  if (changed.length === 0) return { ok: true, pilot: pilotFacts(row) };
  const saved = pilotFacts(await updatePilot(tx, row.id, columnsOf(after)));
  const of = (facts: object) => Object.fromEntries(Object.entries(facts).filter(([name]) => changed.includes(name)));
  const subject = { kind: "pilot", id: row.id };
  await record(tx, ctx, {
    pilotId: row.id,
    verb,
    subject,
    before: of(before),
    after: { ...of(saved), version: saved.version },
  });
  return { ok: true, pilot: saved };
}

function columnsOf({ window, programme, shifts, parityScope, ...facts }: Partial<PilotFacts>) {
  const { name, site, timeZone } = facts;
  const instant = (text: string | undefined) => (text === undefined ? null : new Date(text));
  return {
    ...(name === undefined ? {} : { name }),
    ...(site === undefined ? {} : { site }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(window === undefined ? {} : { windowFrom: instant(window?.from), windowTo: instant(window?.to) }),
    ...(programme === undefined ? {} : { programmeFrom: programme?.from ?? null, programmeTo: programme?.to ?? null }),
    ...(shifts === undefined ? {} : { shifts: shifts.map((shift) => ({ ...shift, weekdays: [...shift.weekdays] })) }),
    ...(parityScope === undefined ? {} : { parityScope: [...parityScope] }),
  };
}
