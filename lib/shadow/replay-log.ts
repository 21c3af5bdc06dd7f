import { v7 as uuidv7 } from "uuid";
import { findPilot, listSystems, type PilotRow, type SystemRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { emptyIdMap, idEqualityOf } from "./core/id-map.ts";
import type { Pace } from "./edge/replay/pace.ts";
import { readLog } from "./edge/replay/read-log.ts";
import { type ReplayFigures, type ReplaySystem, runReplay } from "./edge/replay/run-replay.ts";
import { replayBatches } from "./replay-batches.ts";
import { findRuleSet } from "./store.ts";

export type ReplayAsked = {
  pilot: string;
  file: string;
  /** The first request of the file that is sent; 1: all are. */
  from: number;
  /** Systems by their names in the pilot; null: its only new one, and the recorded answers as legacy's. */
  candidate: string | null;
  legacy: string | null;
  credentials: Record<"candidate" | "legacy", ReplaySystem["headers"]>;
  pace: Pace;
  atOnce: number;
  writes: readonly string[] | "all";
  signal?: AbortSignal;
};

export type Replayed = { ok: true; figures: ReplayFigures; differing: number; notCompared: number; source: string };
type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "replay-system-missing"
  | "replay-system-path"
  | "replay-writes-production";

/** Sends a recorded log to a pilot's named systems and records the pairs as replayed (as simulated in a practice pilot). Refuses systems that
 *  the pilot does not name, and writes to production. Throws LogMistake for a file that cannot be used; what was sent before stays recorded. */
export async function replayLog(ctx: Ctx, asked: ReplayAsked): Promise<Replayed | Refused<Refusals>> {
  const pilot = await findPilot(ctx.db, asked.pilot);
  if (pilot === null) return refuse("pilot-not-found");
  if (pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: pilot.name } });
  const systems = chosenSystems(await listSystems(ctx.db, pilot.id), asked);
  if (!systems.ok) return systems;
  const wrong = mistakeIn([systems.candidate, systems.legacy], asked.writes);
  if (wrong !== null) return wrong;
  await recordStart(ctx, { pilot, asked, systems });
  const { set } = await findRuleSet(ctx.db, pilot.id);
  const [run, ids] = [uuidv7(), emptyIdMap()];
  const kind = pilot.practice ? ("simulated" as const) : ("replayed" as const);
  const source = { kind, name: `replay to ${systems.candidate.name}` };
  const batches = replayBatches(ctx, { pilotId: pilot.id, source, ids: idEqualityOf(ids) });
  const { pace, atOnce, writes, credentials, signal } = asked;
  const at = (system: SystemRow, headers: ReplaySystem["headers"]) => ({ url: system.baseUrl, headers });
  try {
    const figures = await runReplay({
      ...{ log: readLog(asked.file, asked.from), endpoints: set.endpoints, ids, pace, atOnce, writes },
      candidate: at(systems.candidate, credentials.candidate),
      legacy: systems.legacy && at(systems.legacy, credentials.legacy),
      idOf: (nth) => `replay-${run}-${nth}`,
      record: batches.add,
      ...(signal === undefined ? {} : { signal }),
    });
    return { ok: true, figures, source: source.name, ...(await batches.end()) };
  } catch (error) {
    await batches.end();
    throw error;
  }
}

type Systems = { ok: true; candidate: SystemRow; legacy: SystemRow | null };

function chosenSystems(
  there: readonly SystemRow[],
  { candidate, legacy }: ReplayAsked,
): Systems | Refused<"replay-system-missing"> {
  const has = there.map(({ name }) => name).join(", ") || "none";
  const missing = (asked: string) => refuse("replay-system-missing", { says: { asked, has } });
  const named = (name: string) => there.find((one) => one.name === name);
  const fresh = there.filter(({ role }) => role === "new");
  const chosen = candidate === null ? (fresh.length === 1 ? fresh[0] : undefined) : named(candidate);
  if (chosen === undefined) return missing(candidate ?? "that is the only new one; name it with --new");
  const old = legacy === null ? null : named(legacy);
  return old === undefined ? missing(legacy ?? "") : { ok: true, candidate: chosen, legacy: old };
}

function mistakeIn(
  systems: readonly (SystemRow | null)[],
  writes: ReplayAsked["writes"],
): Refused<"replay-system-path" | "replay-writes-production"> | null {
  for (const system of systems) {
    if (system === null) continue;
    const says = { name: system.name };
    if (new URL(system.baseUrl).pathname !== "/") return refuse("replay-system-path", { says });
    if (system.environment === "production" && writes.length > 0) return refuse("replay-writes-production", { says });
  }
  return null;
}

type Started = { pilot: PilotRow; asked: ReplayAsked; systems: Systems };

function recordStart(ctx: Ctx, { pilot, asked: { pace, writes }, systems }: Started): Promise<void> {
  const { candidate, legacy } = systems;
  return ctx.transaction(async (tx) => {
    await record(tx, ctx, {
      pilotId: pilot.id,
      verb: "shadow-replay.started",
      subject: { kind: "system", id: candidate.id },
      after: { to: candidate.name, legacy: legacy?.name ?? "as recorded", pace: pace ?? "max", writes },
    });
  });
}
