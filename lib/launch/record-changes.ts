import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { Readiness } from "./core/readiness-view.ts";
import { lastChanges } from "./store-readiness.ts";

type Seen = { state: string | null; sentence: string };

/** Writes down each station whose state is another than the one last written down, and the whole where it is: so that one can read later
 *  since when a launch was red, and why. */
export async function recordChanges(tx: Tx, ctx: Ctx, pilotId: string, readiness: Readiness): Promise<void> {
  const last = new Map(
    (await lastChanges(tx, pilotId)).map((one) => [keyOf(one.verb, one.subjectId), stateIn(one.after)]),
  );
  const now = nowSeen(readiness);
  for (const key of last.keys())
    if (!now.has(key)) now.set(key, { state: null, sentence: "It is not on the plan any more." });
  for (const [key, seen] of now) {
    const before = last.get(key) ?? null;
    if (before === seen.state) continue;
    const [verb = "", id = ""] = splitKey(key);
    const subject = { kind: verb === "station.changed" ? "station-state" : "readiness", id };
    await record(tx, ctx, { pilotId, verb, subject, before: { state: before }, after: seen, reason: seen.sentence });
  }
}

const keyOf = (verb: string, id: string) => `${verb} ${id}`;
const splitKey = (key: string) => [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];

function nowSeen({ overall, sentence, stations }: Readiness): Map<string, Seen> {
  const seen = stations.map((one): [string, Seen] => [
    keyOf("station.changed", one.name),
    { state: one.state, sentence: one.sentence },
  ]);
  return new Map([...seen, [keyOf("readiness.changed", "overall"), { state: overall, sentence }]]);
}

function stateIn(after: unknown): string | null {
  const { state } = Object(after);
  return typeof state === "string" ? state : null;
}
