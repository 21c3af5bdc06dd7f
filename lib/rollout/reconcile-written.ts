import type { Database } from "../platform/database.ts";
import { readBalancerMirrors } from "../shadow/read-balancer-mirrors.ts";
import { readLegacyIds } from "../shadow/read-legacy-ids.ts";
import { entriesText, mirroredWrittenText } from "./core/say-written.ts";
import type { Written } from "./edge/ask-written.ts";
import type { RolloutRow } from "./store.ts";
import { countWritten, insertWritten, mostWritten } from "./store-written.ts";

type Asked = { ok: true; written: Written[]; isWhole: boolean } | { ok: false; says: string };
type Reconciled = { isGood: boolean; says: string };

/** Lists what was written to the new system since the cut-over began, each with what the legacy system calls it where the id map knows. Without a
 *  statement to ask with, and without a mirror that saw it, it is *not known*, and said to be. */
export async function reconcileWritten(
  db: Database,
  rollout: RolloutRow,
  ask: (since: { resource: string; sql: string; since: Date }) => Promise<Asked>,
): Promise<Reconciled> {
  const { writtenSince } = rollout.plan;
  if (writtenSince === null)
    return {
      isGood: true,
      says: "Not known: the plan names no statement that asks what was written to the new system, and no mirror that sees it.",
    };
  if ("mirror" in writtenSince) return { isGood: true, says: await seenByMirror(db, rollout, writtenSince.mirror) };
  const asked = await ask({ ...writtenSince, since: rollout.startedAt });
  if (!asked.ok) return { isGood: true, says: `Not known: ${asked.says}` };
  const keys = asked.written.map(({ key }) => key);
  const legacy = await readLegacyIds(db, rollout.pilotId, keys);
  const rows = asked.written.map((one) => ({ ...one, legacyKey: legacy.get(one.key) ?? null }));
  await insertWritten(db, { pilotId: rollout.pilotId, rolloutId: rollout.id }, rows);
  const more = asked.isWhole ? "" : " There are more than fit here.";
  return { isGood: true, says: `${entriesText(rows.length)}${more}` };
}

/** It was listed as it came: here it is counted, and said what may be missing. */
async function seenByMirror(db: Database, { id, pilotId, startedAt }: RolloutRow, named: string): Promise<string> {
  const mirror = (await readBalancerMirrors(db, pilotId)).find(({ name }) => name === named);
  if (mirror === undefined) return `Not known: no mirror ${named} in front of the balancer was ever heard of.`;
  const { served, figures, heardAt } = mirror;
  const counts = await countWritten(db, id);
  const count = counts.open + counts["carried-over"] + counts["not-needed"];
  const gaps = {
    ...{ name: named, heardAt, since: served.since, unsaidWrites: served.unsaidWrites },
    notObserved: figures.connectionsNotObserved,
    lost: figures.notRecorded + (figures.recorder?.dropped ?? 0),
    isSpooling: figures.recorder?.spooling ?? false,
  };
  return mirroredWrittenText(gaps, { count, most: mostWritten, startedAt: startedAt.getTime(), now: Date.now() });
}
