import { v7 as uuidv7 } from "uuid";
import { checklistItems, itemActs, probeStates } from "#drizzle/schema/checklist.ts";
import type { ItemRule } from "#lib/checklist/core/item.ts";
import { readChecklists } from "#lib/checklist/read-checklists.ts";
import { readiness } from "#lib/launch/core/readiness.ts";
import { neededItems } from "#lib/launch/needed-items.ts";
import { readPlan } from "#lib/launch/read-plan.ts";
import { readPolls } from "#lib/launch/read-polls.ts";
import { readReadiness } from "#lib/launch/read-readiness.ts";
import { sha256 } from "#lib/launch/sha256.ts";
import { aLaunch } from "#lib/launch/testing/a-launch.ts";
import { readDuties } from "#lib/pilots/read-duties.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { findPilot } from "#lib/pilots/store.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";

/** Readiness of a launch with 200 checks, 100 of them probes, and 2,000 acts behind the others (two answers each of a thousand operators' worth
 *  of rows, until training has rows of its own): computed, read, and all that the launch page asks for. The peer is one plain question for the
 *  same rows in the same run. `node --import tsx bench/launch/readiness.ts` */

const rounds = 60;
const stations = ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"];
const database = await testDatabase();
const { ctx } = database;
const launch = await aLaunch(ctx, stations);
const { pilot, pilotId, listId } = launch;
const probe: ItemRule = {
  ...{ kind: "probe", everySeconds: 10, timeoutSeconds: 5 },
  probe: { kind: "redis", resource: "cache" },
};
const items = Array.from({ length: 200 }, (_, index) => ({
  ...{ id: uuidv7(), pilotId, checklistId: listId, position: index, station: stations[index % 6] ?? "", asks: "seen" },
  ...{ title: `Check ${index} of a rather long name`, isKiller: index % 3 === 0, needsVerification: index % 4 === 1 },
  ...{ validForSeconds: 86_400, rule: index < 100 ? probe : ({ kind: "attested", needsFile: false } as ItemRule) },
}));
await ctx.db.insert(checklistItems).values(items);
const at = new Date();
const states = items.slice(0, 100).map(({ id }) => ({
  ...{ itemId: id, ruleVersion: 1, outcome: "good" as const, since: at, says: "PONG", at, goodAt: at, turn: 1 },
}));
await ctx.db.insert(probeStates).values(states);
const rows = items.slice(100).flatMap(({ id: itemId }) =>
  Array.from({ length: 20 }, () => {
    const act = { do: "answered" as const, holds: true, says: "4 of 4 are up", files: [] };
    return { id: uuidv7(), pilotId, itemId, ruleVersion: 1, act, byId: "ada", by: "Ada Lüders", at };
  }),
);
await ctx.db.insert(itemActs).values(rows);
await ctx.db.execute("analyze");
const row = await findPilot(ctx.db, pilot);
if (row === null) throw new Error("The pilot is gone.");
const needed = await neededItems(ctx, row);

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const p95 = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

async function timed(name: string, limitMs: number | null, ask: () => unknown): Promise<void> {
  for (let n = 0; n < 10; n++) await ask();
  const spans: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const from = performance.now();
    await ask();
    spans.push(performance.now() - from);
  }
  const limit = limitMs === null ? "" : `, limit ${limitMs} ms`;
  console.log(`${name}: median ${median(spans).toFixed(1)} ms, p95 ${p95(spans).toFixed(1)} ms${limit}`);
}

const page = () =>
  Promise.all([
    readFacts(ctx, { pilot }),
    readReadiness(ctx, { pilot }),
    readPolls(ctx, { pilot }),
    readPlan(ctx, { pilot }),
    readDuties(ctx, { pilot }),
  ]);
const plainRows = () =>
  Promise.all([
    ctx.db.select().from(checklistItems),
    ctx.db.select().from(itemActs),
    ctx.db.select().from(probeStates),
  ]);

await timed("computed in the core alone", null, () =>
  readiness({
    ...{ at: Date.now(), stations, removed: new Map(), owners: [], keeperSilent: false, items: needed, acts: [] },
    ...{ hrefOf: (name: string) => name, digest: sha256 },
  }),
);
await timed("the same rows, plainly read (peer)", null, plainRows);
await timed("readiness read and computed", 50, () => readReadiness(ctx, { pilot }));
await timed("what the launch page asks for", 150, page);
await timed("what the checklist page asks for", 150, () => readChecklists(ctx, { pilot }));
await database.close();
