import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import type { Refused } from "../platform/result.ts";
import { switchesOf } from "../platform/switches.ts";
import type { OpenRollout, ReadingView, RolloutView, SideVitalsView } from "./core/rollout-view.ts";
import { stageText } from "./core/say-rollout.ts";
import { rolloutState, waitsAt } from "./core/state.ts";
import { rolloutLine } from "./rollout-line.ts";
import { actsOf, findOpenRollout, findPlan, findReading, listRollouts, type RolloutRow, vitalsSince } from "./store.ts";
import { countWritten } from "./store-written.ts";

const shownVitalsMs = 30 * 60_000;

/** How a pilot goes over: its plan, what the switch does now, the rollout that is open, and those before. */
export async function readRollout(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & RolloutView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id } = found.pilot;
  const now = ctx.now().getTime();
  const since = new Date(now - shownVitalsMs);
  const [plan, reading, rows, open, legacy, fresh] = await Promise.all([
    findPlan(ctx.db, id),
    findReading(ctx.db, id),
    listRollouts(ctx.db, id),
    findOpenRollout(ctx.db, id),
    vitalsSince(ctx.db, id, { side: "legacy", since }),
    vitalsSince(ctx.db, id, { side: "new", since }),
  ]);
  const shown = open ?? rows[0] ?? null;
  const past = await Promise.all(rows.filter((row) => row.id !== open?.id).map((row) => rolloutLine(ctx.db, row)));
  return {
    ...{ ok: true, now, plan: plan?.plan ?? null, version: plan?.version ?? 0, past },
    switches: switchesOf(slug).map(({ name, driver, environment, canSplit }) => ({
      name,
      driver,
      environment,
      canSplit,
    })),
    reading: reading && readingOf(reading),
    rollout: shown && (await openRollout(ctx.db, shown, { now, reading: reading && readingOf(reading) })),
    vitals: { legacy: sideOf(legacy), new: sideOf(fresh) },
  };
}

function readingOf(row: NonNullable<Awaited<ReturnType<typeof findReading>>>): ReadingView {
  const { switch: name, newPercent, servers, error, says, readAt, triedAt } = row;
  const times = { readAt: readAt?.getTime() ?? null, triedAt: triedAt.getTime() };
  return { switch: name, newPercent, servers, error, says, ...times };
}

async function openRollout(
  db: Database,
  row: RolloutRow,
  { now, reading }: { now: number; reading: ReadingView | null },
): Promise<OpenRollout> {
  const [acts, line, written] = await Promise.all([actsOf(db, row.id), rolloutLine(db, row), countWritten(db, row.id)]);
  const { stages } = row.plan;
  const state = rolloutState(acts, stages);
  const waits = row.endedAt === null ? waitsAt(state, row.plan, { now, servers: reading?.servers ?? null }) : null;
  return { ...line, plan: row.plan, state, stands: stageText(state, stages), waits, acts, written };
}

function sideOf(samples: Awaited<ReturnType<typeof vitalsSince>>): SideVitalsView {
  return { samples: samples.map(({ why: _why, ...sample }) => sample), why: samples.at(-1)?.why ?? null };
}
