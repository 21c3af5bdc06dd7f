import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { operators } from "#drizzle/schema/training.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { CoverageFilter, RecordsFilter } from "../input/documents.ts";
import { mark, sign, signOffOf, tell, trainerCtx } from "../testing/a-record.ts";
import { aSessionOf, book } from "../testing/a-sign-off.ts";
import { aModule, anOperator, aTraining } from "../testing/a-training.ts";
import { exportCoverage } from "./export-coverage.ts";
import { exportRecords } from "./export-records.ts";

let database: TestDatabase;
let ctx: Ctx;
let trainer: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  trainer = trainerCtx(ctx, "=HYPERLINK(1)");
});
after(() => database.close());

type Line = Record<string, string>;

async function textOf(answer: Awaited<ReturnType<typeof exportRecords>>): Promise<string> {
  assert.ok(answer.ok);
  return new Response(answer.stream)
    .arrayBuffer()
    .then((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
}

function linesOf(text: string): Line[] {
  assert.ok(text.startsWith("\uFEFF"), "spreadsheets need the mark");
  assert.ok(!/[^\r]\n/.test(text.replaceAll(/"[^"]*"/g, "")), "lines end with CR LF");
  return parse(text, { bom: true, columns: true });
}

async function records(pilot: string, filter: Partial<RecordsFilter> = {}): Promise<Line[]> {
  return linesOf(await textOf(await exportRecords(ctx, { pilot, filter: RecordsFilter.parse(filter) })));
}

async function coverage(pilot: string, filter: Partial<CoverageFilter> = {}): Promise<Line[]> {
  return linesOf(await textOf(await exportCoverage(ctx, { pilot, filter: CoverageFilter.parse(filter) })));
}

test("a row for every operator in every session, as it was signed; what a spreadsheet would run is text", async () => {
  const place = await aTraining(ctx);
  const session = await aSessionOf(ctx, place);
  const ayse = await anOperator(ctx, place.pilotId, { name: 'Ayşe "Ay", Yıldırım', language: "de" });
  const late = await anOperator(ctx, place.pilotId, { name: "Previous Name" });
  await book(ctx, session, [ayse, late]);
  await mark(trainer, session, ayse);
  await mark(trainer, session, late, { attended: { is: "late", minutes: 7 }, outcome: "helped" });
  await tell(trainer, session, late, { do: "noted", text: "line one\nline two; =1+1" });
  await sign(trainer, session, ayse, { as: "operator", sealedAt: Date.parse("2026-11-21T09:41:07Z") });
  await sign(trainer, session, ayse, { as: "trainer", language: "en" });
  await ctx.db.update(operators).set({ name: "New Name" }).where(eq(operators.id, ayse.id));
  const [first, second, ...more] = await records(place.pilot);
  assert.ok(first && second && more.length === 0);
  assert.equal(first["name"], "New Name");
  assert.equal(first["operator_signed_by"], 'Ayşe "Ay", Yıldırım');
  assert.equal(first["operator_signed_offline_at"], "2026-11-21T09:41:07.000Z");
  assert.match(first["operator_meaning"] ?? "", /^Ich war die ganze Schulung über da\./);
  assert.match(first["operator_sha256"] ?? "", /^[0-9a-f]{64}$/);
  assert.equal(first["trainer_signed_by"], "'=HYPERLINK(1)");
  assert.equal(first["outcomes"], "1: can do alone; 2: can do alone; 3: can do alone");
  assert.equal(first["stands"], "signed by operator and trainer");
  assert.equal(second["attendance"], "late");
  assert.equal(second["minutes"], "7");
  assert.equal(second["notes"], "line one\nline two; =1+1");
  assert.equal(second["operator_signed_at"], "");
});

test("filters: module, shift, role, operator, from and to by the site's clock", async () => {
  const place = await aTraining(ctx);
  const other = await aModule(ctx, place.pilotId, { code: "M4" });
  const day = await anOperator(ctx, place.pilotId, { shift: "Day", roles: ["picker"] });
  const night = await anOperator(ctx, place.pilotId, { shift: "Night", roles: ["packer", "lead"] });
  const early = await aSessionOf(ctx, place, { plannedFrom: new Date("2026-11-26T07:00:00Z") });
  const late = await aSessionOf(
    ctx,
    { ...place, ...other, code: "M4" },
    { plannedFrom: new Date("2026-11-27T07:00:00Z") },
  );
  for (const session of [early, late]) await book(ctx, session, [day, night]);
  const cases: [filter: Partial<RecordsFilter>, rows: number][] = [
    [{}, 4],
    [{ module: other.moduleId }, 2],
    [{ shift: "Night" }, 2],
    [{ role: "lead" }, 2],
    [{ role: "nobody" }, 0],
    [{ operator: day.id, module: place.moduleId }, 1],
    [{ from: "2026-11-26T08:00" }, 4],
    [{ from: "2026-11-26T08:01" }, 2],
    [{ to: "2026-11-26T08:00" }, 2],
    [{ to: "2026-11-26T07:59" }, 0],
  ];
  for (const [filter, rows] of cases)
    assert.equal((await records(place.pilot, filter)).length, rows, JSON.stringify(filter));
  assert.equal((await coverage(place.pilot, { shift: "Day" })).length, 2);
  assert.equal((await coverage(place.pilot, { module: other.moduleId })).length, 1);
  assert.equal((await coverage(place.pilot, { role: "packer" })).length, 0, "no module is needed for it");
});

test("coverage as a file says where everybody stands in each module they need", async () => {
  const place = await aTraining(ctx);
  const signed = await anOperator(ctx, place.pilotId, { name: "Žofia" });
  await anOperator(ctx, place.pilotId, { name: "Jürgen" });
  await signOffOf(trainer, await aSessionOf(ctx, place), signed);
  const rows = await coverage(place.pilot);
  assert.deepEqual(
    rows.map(({ name, module, version, state, ready }) => [name, module, version, state, ready]).sort(),
    [
      ["Jürgen", "M3", "1", "not-attended", "false"],
      ["Žofia", "M3", "1", "signed", "true"],
    ],
  );
});

test("pages are read only as they are taken, none is lost between them, and a reader that leaves makes room", async () => {
  const place = await aTraining(ctx);
  const operator = await anOperator(ctx, place.pilotId);
  for (let count = 0; count < 45; count += 1) await book(ctx, await aSessionOf(ctx, place), [operator]);
  const numbers = (await records(place.pilot)).map((line) => line["session"]);
  assert.equal(new Set(numbers).size, 45);
  const filter = RecordsFilter.parse({});
  const open = await Promise.all([1, 2, 3].map(() => exportRecords(ctx, { pilot: place.pilot, filter })));
  const busy = await exportRecords(ctx, { pilot: place.pilot, filter });
  assert.ok(!busy.ok && busy.refusal === "export-busy");
  for (const one of open) if (one.ok) await one.stream.cancel();
  assert.equal((await records(place.pilot)).length, 45);
});
