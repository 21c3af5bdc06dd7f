import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { operators, sessionOperators, trainingSessions } from "#drizzle/schema/training.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { changeOperator } from "./change-operator.ts";
import { importOperators } from "./import-operators.ts";
import { previewImport } from "./preview-import.ts";
import { operatorsOf } from "./store-operators.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aTrainer(ctx);
});
after(() => database.close());

const marek = { badge: "0212", name: "Marek Nowak", shift: "Day", roles: ["picker"], language: "en" as const };
const head = "badge,name,shift,roles,language,champion";

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

const bytesOf = (lines: readonly string[]) => new TextEncoder().encode([head, ...lines].join("\r\n"));

async function previewed({ pilot }: Training, lines: readonly string[], missing: "keep" | "remove" = "keep") {
  const view = await previewImport(ada, { pilot, missing, bytes: bytesOf(lines) });
  assert.ok(view.ok, JSON.stringify(view));
  const { preview } = view;
  return { view, go: () => importOperators(ada, { pilot, missing, preview, bytes: bytesOf(lines) }) };
}

/** Badge, name, shift, roles, language, champion, of those who were not removed. */
const people = async ({ pilotId }: Training) =>
  (await operatorsOf(ctx.db, pilotId))
    .map((one) => [one.badge, one.name, one.shift, one.roles.join("|"), one.language, one.isChampion].join(","))
    .sort();

const importsOf = ({ pilotId }: Training) =>
  ctx.db
    .select()
    .from(events)
    .where(and(eq(events.pilotId, pilotId), eq(events.verb, "operators.imported")));

test("a preview says what would change, the import does just that, once, with one entry in the log", async () => {
  const training = await aTraining(ctx);
  const { pilotId } = training;
  await anOperator(ctx, pilotId, marek);
  await anOperator(ctx, pilotId, { ...marek, badge: "0187", name: "Ayşe Demir" });
  await anOperator(ctx, pilotId, { ...marek, badge: "0999", name: "Away" });
  const lines = [
    "0212,Marek Nowak,Late,packer|picker,de,x",
    "0187,Ayşe Demir,Day,picker,en,",
    '0301,"Terhorst, Lukas",Day,"picker,packer",,no',
  ];
  const { view, go } = await previewed(training, lines);
  assert.deepEqual(
    view.added.map(({ line, badge, name, roles }) => [line, badge, name, roles]),
    [[4, "0301", "Terhorst, Lukas", ["packer", "picker"]]],
  );
  assert.deepEqual(
    view.changed.map(({ line, badge, changes }) => [line, badge, changes.map(({ field }) => field)]),
    [[2, "0212", ["shift", "roles", "language", "champion"]]],
  );
  assert.deepEqual([view.unchanged, view.rows, view.bad], [1, 3, []]);
  assert.deepEqual(
    view.missing.map(({ badge, removes }) => [badge, removes]),
    [["0999", false]],
  );
  assert.deepEqual(await importsOf(training), [], "a preview changes nothing");
  const done = await go();
  assert.deepEqual(done, { ok: true, added: 1, changed: 1, removed: 0, unchanged: 1, leftOut: 0 });
  assert.deepEqual(await people(training), [
    "0187,Ayşe Demir,Day,picker,en,false",
    "0212,Marek Nowak,Late,packer|picker,de,true",
    "0301,Terhorst, Lukas,Day,packer|picker,en,false",
    "0999,Away,Day,picker,en,false",
  ]);
  const [event, ...others] = await importsOf(training);
  assert.deepEqual([others.length, Object(event?.after).what], [0, "1 added, 1 changed, 0 removed"]);
  refused(await go(), "import-moved");
  const again = await previewed(training, lines);
  refused(await again.go(), "import-nothing");
});

test("when somebody changed an operator since the preview, nothing is imported", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const { id: operatorId } = await anOperator(ctx, pilotId, { ...marek, badge: "0212" });
  const { go } = await previewed(training, ["0212,Marek Nowak,Late,picker,en,", "0301,Lukas,Day,,,"]);
  const typed = { ...marek, shift: "Night", isChampion: false };
  assert.ok((await changeOperator(ada, { pilot, operatorId, version: 1, ...typed })).ok);
  refused(await go(), "import-moved");
  assert.deepEqual(await people(training), ["0212,Marek Nowak,Night,picker,en,false"]);
});

test("the same file imported twice at once: once", async () => {
  const training = await aTraining(ctx);
  const { go } = await previewed(training, ["0301,Lukas,Day,,,"]);
  const answers = await Promise.all([go(), go(), go()]);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  assert.equal((await people(training)).length, 1);
  assert.equal((await importsOf(training)).length, 1);
});

test("whoever is changed while a form shows them is told of the import", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const { id: operatorId } = await anOperator(ctx, pilotId, marek);
  const { go } = await previewed(training, ["0212,Marek Nowak,Late,picker,en,"]);
  assert.ok((await go()).ok);
  const typed = { ...marek, isChampion: false };
  const said = new RegExp(`${ada.actor.name} imported a file`);
  refused(await changeOperator(ada, { pilot, operatorId, version: 1, ...typed }), "operator-changed", said);
});

test("whoever is missing goes only when that is asked for, and not out of a session that is not over", async () => {
  const training = await aTraining(ctx);
  const { pilotId, version } = training;
  const gone = await anOperator(ctx, pilotId, { badge: "1", name: "Gone" });
  const booked = await anOperator(ctx, pilotId, { badge: "2", name: "Booked" });
  const planned = { plannedFrom: new Date("2026-11-26T08:00Z"), plannedTo: new Date("2026-11-26T10:00Z") };
  const session = { id: uuidv7(), pilotId, number: 7, moduleVersionId: version.id, trainerId: uuidv7(), ...planned };
  await ctx.db.insert(trainingSessions).values({ ...session, trainer: "Ada", place: "hall 2" });
  const booking = { sessionId: session.id, operatorId: booked.id, bookedAt: new Date(), bookedBy: "Ada" };
  await ctx.db.insert(sessionOperators).values(booking);
  const { view, go } = await previewed(training, ["3,New,Day,,,"], "remove");
  assert.deepEqual(view.missing.map(({ badge, removes, stays }) => [badge, removes, stays]).sort(), [
    ["1", true, null],
    ["2", false, "TS-007"],
  ]);
  assert.deepEqual(await go(), { ok: true, added: 1, changed: 0, removed: 1, unchanged: 0, leftOut: 0 });
  const [row] = await ctx.db.select().from(operators).where(eq(operators.id, gone.id));
  assert.ok(row?.removedAt, "the record of them stays");
});

test("rows that cannot be taken are told by line and left out; whoever stands in one is not missing", async () => {
  const training = await aTraining(ctx);
  const { pilotId } = training;
  const shifts = ["Day", "Late"].map((name) => ({ name, weekdays: [1], from: "06:00", to: "14:00" }));
  await ctx.db.update(pilots).set({ shifts }).where(eq(pilots.id, pilotId));
  await anOperator(ctx, pilotId, marek);
  const lines: [line: string, says: RegExp | null][] = [
    ["0212,Marek Nowak,Night,picker,en,", /^Night is no shift of this pilot.*Day, Late/],
    ["0301,Lukas Terhorst,late,picker,de,yes", null],
    [",Nobody,Day,,,", /^the badge is missing$/],
    ["0302,,Day,,,", /^the name is missing$/],
    ["0303,Ioana,Day,,pl,", /^language pl is neither en nor de$/],
    ["0304,Kerstin,Day,,,perhaps", /^champion perhaps is neither yes nor no$/],
    ["0305,Twice,Day,,,", /^badge 0305 stands in line 9 as well$/],
    ["0305,Twice too,Day,,,", /^badge 0305 stands in line 8 as well$/],
    ["0306,El Amrani, Fatima,Day,picker,en,no", /^it has 7 values, and the first line names 6/],
    ["0307,Short", /^it has 2 values/],
    [`0308,${"x".repeat(121)},Day,,,`, /^at most 120 characters$/],
  ];
  const { view, go } = await previewed(
    training,
    lines.map(([line]) => line),
    "remove",
  );
  const bad = lines.flatMap(([, says], index) => (says === null ? [] : [{ line: index + 2, says }]));
  assert.deepEqual(
    view.bad.map(({ line }) => line),
    bad.map(({ line }) => line),
  );
  for (const [index, { says }] of bad.entries()) assert.match(view.bad[index]?.says ?? "", says);
  assert.deepEqual([view.missing, view.added.length], [[], 1]);
  assert.deepEqual(await go(), { ok: true, added: 1, changed: 0, removed: 0, unchanged: 0, leftOut: 10 });
  assert.deepEqual(await people(training), [
    "0212,Marek Nowak,Day,picker,en,false",
    "0301,Lukas Terhorst,Late,picker,de,true",
  ]);
});

test("a column that the file does not have changes nothing, one that means nothing is named", async () => {
  const training = await aTraining(ctx);
  await anOperator(ctx, training.pilotId, { ...marek, isChampion: true });
  const bytes = new TextEncoder().encode("\ufeffName;Badge;Cost centre\nMarek Novak;0212;4711\n");
  const view = await previewImport(ada, { pilot: training.pilot, missing: "keep", bytes });
  assert.ok(view.ok);
  assert.deepEqual(view.ignored, ["Cost centre"]);
  assert.deepEqual(view.changed[0]?.changes, [{ field: "name", from: "Marek Nowak", to: "Marek Novak" }]);
});

test("files that are none are refused, by preview and import alike", async () => {
  const { pilot } = await aTraining(ctx);
  const many = `${head}\n${"1,a,,,,\n".repeat(20_001)}`;
  const cases: [file: string, refusal: string, says: RegExp][] = [
    ["", "file-empty", /./],
    ["PK\u0003\u0004", "file-not-text", /Excel/],
    ['badge,name\n1,"a', "file-broken", /never closed/],
    ["badge,shift\n1,Day", "file-columns-missing", /badge, shift/],
    ["badge,name,name\n1,a,b", "file-columns-twice", /name/],
    [many, "file-rows-many", /20,000/],
  ];
  for (const [file, refusal, says] of cases) {
    const asked = { pilot, missing: "keep" as const, bytes: new TextEncoder().encode(file) };
    refused(await previewImport(ada, asked), refusal, says);
    refused(await importOperators(ada, { ...asked, preview: "0".repeat(64) }), refusal, says);
  }
});

test("an archived pilot is previewed and not imported into; one that is not there is neither", async () => {
  const training = await aTraining(ctx);
  const { go } = await previewed(training, ["0301,Lukas,Day,,,"]);
  assert.ok((await archivePilot(ada, { pilot: training.pilot, reason: "it has ended for good" })).ok);
  refused(await go(), "pilot-archived");
  const none = { pilot: "no-such-pilot", missing: "keep" as const, bytes: bytesOf([]) };
  refused(await previewImport(ada, none), "pilot-not-found");
  refused(await importOperators(ada, { ...none, preview: "0".repeat(64) }), "pilot-not-found");
});
