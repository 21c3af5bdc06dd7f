import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import type { StartRun } from "#lib/load/input/start-run.ts";
import { insertPilot, insertSystem } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Environment } from "../../platform/core/environment.ts";
import { claimRun } from "../claim-run.ts";
import { startRun } from "../start-run.ts";
import { findRun, findRunById, type RunWithScenario } from "../store.ts";

/** Pilots, systems and runs for tests, each with rows of its own. */

export const onePage = "name: one page\nmix:\n  - name: page\n    get: /\n";
export const pageAndSecret =
  'name: with a secret\nsetup:\n  - name: log in\n    post: /login\n    json: { password: "{{secret.OPERATOR_PASSWORD}}" }\nmix:\n  - name: page\n    get: /\n  - name: other page\n    get: /other\n';

export type Place = { pilot: string; pilotId: string; systemId: string; systemName: string };

let places = 0;

/** A pilot with one system. Every system listens somewhere else unless an address is given. */
export async function aPlace(ctx: Ctx, at: { baseUrl?: string; environment?: Environment } = {}): Promise<Place> {
  const place = ++places;
  const [pilotId, systemId] = [uuidv7(), uuidv7()];
  const pilot = `pilot-${pilotId.slice(-12)}-${place}`;
  const createdAt = new Date();
  const names = { name: "Pilot", site: "Site", timeZone: "Europe/Prague" };
  await insertPilot(ctx.db, { id: pilotId, slug: pilot, ...names, createdAt });
  const { baseUrl = `http://127.0.0.1:${20_000 + place}`, environment = "test" } = at;
  const systemName = `warehouse ${place}`;
  const why = { role: "new" as const, reason: "for a test", createdBy: "test", createdAt };
  await insertSystem(ctx.db, { id: systemId, pilotId, name: systemName, baseUrl, environment, ...why });
  return { pilot, pilotId, systemId, systemName };
}

export function runAt({ pilot, systemId }: Place, changes: Partial<StartRun> = {}): StartRun & { pilot: string } {
  return {
    pilot,
    name: "a run",
    scenarioText: onePage,
    systemId,
    profile: { model: "open", stages: [{ from: 10, to: 10, seconds: 3 }], maxUsers: 5, startLimitMs: 1_000 },
    objectives: {
      criteria: [
        { metric: { kind: "percentile", q: 0.99 }, scope: { kind: "all" }, limit: 500, judge: "measured" },
        { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.001, judge: "bound" },
      ],
      abortWhen: null,
    },
    ...changes,
  };
}

export async function aQueuedRun(ctx: Ctx, place: Place, changes: Partial<StartRun> = {}): Promise<RunWithScenario> {
  const started = await startRun(ctx, runAt(place, changes));
  if (!started.ok) throw new Error(`The test's run was refused: ${started.refusal}`);
  const run = await findRun(ctx.db, place.pilotId, started.number);
  if (run === null) throw new Error("The test's run is gone.");
  return run;
}

/** A run that a runner holds. */
export async function aHeldRun(ctx: Ctx, place: Place, runnerId: string): Promise<RunWithScenario> {
  const run = await aQueuedRun(ctx, place);
  if (!(await claimRun(ctx, { run, runnerId, addresses: ["127.0.0.1"] })))
    throw new Error("The test's run is not free.");
  return read(ctx, run.id);
}

/** A run as it stands now. */
export async function read(ctx: Ctx, id: string): Promise<RunWithScenario> {
  const run = await findRunById(ctx.db, id);
  if (run === null) throw new Error(`There is no run ${id}.`);
  return run;
}

/** A runner of another host: nobody here can tell whether it lives. */
export const aRunner = () => `elsewhere/1/${uuidv7()}`;

/** The log's entries about something, in order. */
export async function verbsAbout(ctx: Ctx, subjectId: string): Promise<string[]> {
  const rows = await ctx.db.select().from(events).where(eq(events.subjectId, subjectId)).orderBy(asc(events.sequence));
  return rows.map(({ verb }) => verb);
}
