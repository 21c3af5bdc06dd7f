import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { operators } from "#drizzle/schema/training.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";
import { importOperators } from "#lib/training/import-operators.ts";
import { previewImport } from "#lib/training/preview-import.ts";
import { aTrainer, aTraining } from "#lib/training/testing/a-training.ts";

/** 5,000 operators from a CSV file: previewed and imported where none is there, then once more with another shift each. The peer is one plain
 *  INSERT of the same rows, a thousand at a time, in the same run. `node --import tsx bench/training/import.ts` */

const count = 5_000;
const rounds = 5;
const limitMs = 2_000;
const database = await testDatabase();
const { ctx } = database;
const ada = await aTrainer(ctx);

const people = Array.from({ length: count }, (_, index) => ({
  badge: String(index + 1).padStart(5, "0"),
  name: `Ayşe-Marie Brinkmann ${index}`,
  roles: index % 3 === 0 ? ["packer", "picker"] : ["picker"],
}));
const head = "badge;name;shift;roles;language;champion";
const fileOf = (shift: string) => {
  const lines = people.map(({ badge, name, roles }) => `${badge};${name};${shift};${roles.join("|")};de;`);
  return new TextEncoder().encode(`\ufeff${[head, ...lines].join("\r\n")}`);
};
const files = { day: fileOf("Day"), late: fileOf("Late") };

const spans = new Map<string, number[]>();
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const answer = await work();
  spans.set(name, [...(spans.get(name) ?? []), performance.now() - from]);
  return answer;
}

/** Both steps, as a person takes them. */
async function whole(name: string, pilot: string, bytes: Uint8Array, expected: "added" | "changed"): Promise<void> {
  const file = { pilot, missing: "keep" as const, bytes };
  const view = await timed(`${name}, preview`, () => previewImport(ada, file));
  if (!view.ok) throw new Error(view.refusal);
  const done = await timed(`${name}, import`, () => importOperators(ada, { ...file, preview: view.preview }));
  if (!done.ok || done[expected] !== count) throw new Error(`Not ${count} ${expected}: ${JSON.stringify(done)}`);
}

async function plainInsert(pilotId: string): Promise<void> {
  for (let from = 0; from < count; from += 1_000) {
    const rows = people
      .slice(from, from + 1_000)
      .map((one) => ({ ...one, id: uuidv7(), pilotId, language: "de" as const }));
    await ctx.db.insert(operators).values(rows);
  }
}

for (let round = 0; round < rounds; round++) {
  const { pilot } = await aTraining(ctx);
  await whole("5,000 new", pilot, files.day, "added");
  await whole("5,000 changed", pilot, files.late, "changed");
  const { pilotId } = await aTraining(ctx);
  await timed("plain INSERT of the same rows (peer)", () => plainInsert(pilotId));
  const stored = await ctx.db.$count(operators, eq(operators.pilotId, pilotId));
  if (stored !== count) throw new Error(`The peer stored ${stored}.`);
}
await database.close();

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const figures = [...spans].map(([name, values]) => ({ name, median: median(values), most: Math.max(...values) }));
const peerMs = figures.at(-1)?.median ?? Number.NaN;
for (const { name, median: middle, most } of figures)
  console.log(
    `${name}: median ${middle.toFixed(0)} ms, at most ${most.toFixed(0)} ms, ${(middle / peerMs).toFixed(1)} × peer`,
  );
const both = figures.filter(({ name }) => name.startsWith("5,000 new")).reduce((sum, { most }) => sum + most, 0);
console.log(
  `5,000 new, both steps, at most ${both.toFixed(0)} ms; limit ${limitMs} ms: ${both <= limitMs ? "met" : "missed"}`,
);
process.exitCode = both <= limitMs ? 0 : 1;
