import type { Item, ItemStanding } from "../checklist/core/item.ts";
import { type LaunchRun, readLaunchRuns } from "../load/read-launch-runs.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import { readDrills } from "../rollout/read-drills.ts";
import { readParity } from "../shadow/read-parity.ts";
import { readLaunchCoverage } from "../training/read-launch-coverage.ts";
import {
  type ParitySeen,
  parityStanding,
  type RehearsalSeen,
  rehearsalStanding,
  runStanding,
  type TrainingSeen,
  trainingStanding,
} from "./core/linked-standing.ts";
import { sha256 } from "./sha256.ts";
import { listRehearsals } from "./store-plan.ts";

/** Where evidence stands that an item is linked to, and where it is looked at. */
export type Linked = { standing: ItemStanding; href: string };

type Evidence = {
  pilot: PilotRow;
  now: number;
  runs: readonly LaunchRun[];
  rehearsal: (RehearsalSeen & { environment: string }) | null;
  parity: ParitySeen | null;
  training: TrainingSeen | null;
};

/** By item id, of those that are linked. What was seen of practice systems counts in the practice pilot only. */
export async function readLinkedStandings(
  ctx: Ctx,
  { pilot, items }: { pilot: PilotRow; items: readonly Item[] },
): Promise<Map<string, Linked>> {
  const asked = new Set(items.flatMap(({ rule }) => (rule.kind === "linked" ? [rule.to.what] : [])));
  const [runs, rehearsals, parity, training] = await Promise.all([
    asked.has("run") ? readLaunchRuns(ctx.db, pilot.id) : [],
    asked.has("rehearsal") ? rehearsalsSeen(ctx.db, pilot.id) : [],
    asked.has("parity") ? paritySeen(ctx, pilot) : null,
    asked.has("training") ? readLaunchCoverage(ctx, pilot) : null,
  ]);
  const counts = ({ environment }: { environment: string }) => environment !== "practice" || pilot.practice;
  const rehearsal = rehearsals.find(counts) ?? null;
  const evidence = { pilot, now: ctx.now().getTime(), runs: runs.filter(counts), rehearsal, parity, training };
  return new Map(items.flatMap((item) => (item.rule.kind === "linked" ? [[item.id, linkedTo(item, evidence)]] : [])));
}

function linkedTo({ rule, validForSeconds }: Item, evidence: Evidence): Linked {
  const { pilot, now, runs, rehearsal, parity, training } = evidence;
  if (rule.kind !== "linked") throw new Error("Only a linked item has linked evidence.");
  const { to } = rule;
  if (to.what === "run") return linkedRun(pilot.slug, to, runs);
  if (to.what === "parity") {
    if (parity === null) throw new Error("Parity was not asked for.");
    return { standing: parityStanding(parity), href: `/${pilot.slug}/shadow` };
  }
  if (to.what === "training") {
    if (training === null) throw new Error("Training was not asked for.");
    const href = `/${pilot.slug}/training?state=${to.scope === "everybody" ? "not-ready" : "launch"}`;
    return { standing: trainingStanding(training, { scope: to.scope, digest: sha256 }), href };
  }
  const standing = rehearsalStanding(rehearsal, { mostMinutes: to.mostMinutes, validForSeconds, now });
  return { standing, href: `/${pilot.slug}/launch` };
}

/** What somebody recorded and what Gantry did itself, newest first. */
async function rehearsalsSeen(db: Database, pilotId: string): Promise<RehearsalSeen[]> {
  const [recorded, drills] = await Promise.all([listRehearsals(db, pilotId), readDrills(db, pilotId)]);
  const seen = recorded.filter(({ withdrawnAt }) => withdrawnAt === null);
  return [
    ...seen.map(({ number, rehearsedAt, durationSeconds, environment }) => ({
      ...{ name: `rehearsal ${number}`, rehearsedAt: rehearsedAt.getTime(), durationSeconds, environment },
    })),
    ...drills.map(({ number, kind, ...drill }) => ({
      name: `${kind === "drill" ? "drill" : "rollback"} ${number}`,
      ...drill,
    })),
  ].sort((a, b) => b.rehearsedAt - a.rehearsedAt);
}

type RunAsked = { name: string; run: { scenario: string; profile: string; environment: string } | null };

function linkedRun(slug: string, { name, run: asked }: RunAsked, runs: readonly LaunchRun[]): Linked {
  if (asked === null) {
    const sentence = `Nobody has said yet which run "${name}" is.`;
    return { standing: { kind: "open", sentence, evidence: "", at: null, expiresAt: null }, href: `/${slug}/runs` };
  }
  const found = runs.find(
    ({ scenario, profile, environment }) =>
      scenario === asked.scenario && profile === asked.profile && environment === asked.environment,
  );
  const href = found === undefined ? `/${slug}/runs` : `/${slug}/runs/${found.number}`;
  return { standing: runStanding(found ?? null, name), href };
}

const cachedMs = 1_000;
const cache = new Map<string, { untilMs: number; seen: ParitySeen }>();

/** Read at most once a second: every screen and the keeper ask for it, and it sums whole windows. */
async function paritySeen(ctx: Ctx, pilot: PilotRow): Promise<ParitySeen> {
  const cached = cache.get(pilot.id);
  if (cached !== undefined && performance.now() < cached.untilMs) return cached.seen;
  const parity = await readParity(ctx, { pilot: pilot.slug });
  if (!parity.ok) throw new Error(`The pilot ${pilot.slug} is gone.`);
  const { gate, ruleVersion, window, arrivals } = parity;
  const { isGood, tooManyDiffer } = gate;
  const missing = mostMissing(gate.conditions);
  const lastAt = arrivals === null ? null : Date.parse(arrivals.last);
  const seen = { isGood, tooManyDiffer, missing, ruleVersion, windowFrom: window?.from ?? null, lastAt };
  cache.set(pilot.id, { untilMs: performance.now() + cachedMs, seen });
  return seen;
}

/** What is missing first, and how much besides: a station has one reason, the shadow page shows them all. */
function mostMissing(conditions: readonly { isGood: boolean; says: string }[]): string {
  const [first, ...others] = conditions.filter((one) => !one.isGood);
  if (first === undefined) return "";
  if (others.length === 0) return first.says;
  return `${first.says}; ${others.length} more ${others.length === 1 ? "condition is" : "conditions are"} not met`;
}
