import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { advanceStage } from "./advance-stage.ts";
import { announceBack } from "./announce-back.ts";
import { callBack } from "./call-back.ts";
import { appendToJournal, dropAside, readJournal, takeAside } from "./edge/back-journal.ts";
import { exportWritten } from "./export-written.ts";
import { readDrills } from "./read-drills.ts";
import { readRollout } from "./read-rollout.ts";
import { rollBackHere } from "./roll-back-here.ts";
import { rollBackWithoutDatabase } from "./roll-back-without-database.ts";
import { actsOf } from "./store.ts";
import { insertWritten } from "./store-written.ts";
import { takeJournal } from "./take-journal.ts";
import { aLead } from "./testing/a-rollout.ts";
import {
  aDrill,
  aDrillTakenToTen,
  carried,
  goodVitals,
  never,
  nothingWritten,
  openOf,
  said,
  stateOf,
} from "./testing/carrying.ts";

/** The way back, and what is on record of it. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

test("a switch that only says that it is done: it is read back, not believed, and asked again", async () => {
  const of = await aDrillTakenToTen(ada);
  const { apply } = of.driver;
  of.driver.apply = async (change) => {
    const [before, made] = [of.driver.percent, await apply(change)];
    of.driver.percent = before;
    return made;
  };
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await carried(ctx, of);
  const verify = (await stateOf(ctx, of)).back?.phases.find(({ phase }) => phase === "verify");
  assert.deepEqual([verify?.isGood, verify?.says], [false, "The switch reads back 10 %, not 0 %."]);
  of.driver.apply = apply;
  await carried(ctx, of);
  assert.equal(of.driver.percent, 0);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
});

test("a bad gate holds, and one person leads everything back: seven timed parts, the drill on record", async () => {
  const of = await aDrillTakenToTen(ada);
  await goodVitals(ctx, of, 0.3);
  await carried(ctx, of);
  const refused = await advanceStage(ada, { pilot: of.pilot, from: 0 });
  assert.match(String(!refused.ok && refused.details?.says?.["what"]), /30 % of 500 requests failed/);
  const [one, other] = await Promise.all(
    [1, 2].map(() => callBack(ada, { pilot: of.pilot, reason: "errors", decidedInMs: 1, noticedAt: null })),
  );
  assert.deepEqual([one?.ok, other?.ok].sort(), [false, true]);
  await carried(ctx, of);
  assert.equal(of.driver.percent, 0);
  const { back } = await stateOf(ctx, of);
  assert.deepEqual(
    back?.phases.map(({ phase }) => phase),
    ["detect", "decide", "switch", "verify", "drain", "reconcile"],
  );
  const [detect, decide] = back?.phases ?? [];
  assert.ok(detect && decide && detect.endedAt === decide.startedAt && decide.endedAt - decide.startedAt === 1);
  assert.ok(detect.endedAt > detect.startedAt, "noticed when the gate turned bad");
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "hall and office" })).ok);
  const [drilled] = await readDrills(ctx.db, of.pilotId);
  assert.deepEqual(
    [drilled?.kind, drilled?.environment, (drilled?.durationSeconds ?? 0) >= 1],
    ["drill", "staging", true],
  );
  const view = await readRollout(ada, { pilot: of.pilot });
  assert.ok(view.ok);
  assert.equal(view.rollout?.stands, "All traffic is back on the legacy system.");
  assert.ok((view.rollout?.backTookMs ?? 0) > 0);
});

test("a shell leads back by the same way, also while nobody else carries it", async () => {
  const of = await aDrillTakenToTen(ada);
  const lines: string[] = [];
  const shell: Ctx = {
    ...ctx,
    actor: { kind: "system", id: "rollback", name: "gantry rollback (op on host)", roles: [] },
  };
  const done = await rollBackHere(shell, {
    pilot: of.pilot,
    reason: "web is down",
    driverOf: () => of.driver,
    reconcile: nothingWritten,
    says: (line) => lines.push(line),
    stop: never,
  });
  assert.ok(done.ok);
  assert.equal(of.driver.percent, 0);
  assert.match(lines.join("\n"), /switch: .*\nverify: .*\ndrain: .*\nreconcile: /);
});

test("without a database the switch is moved first; what was done is on record when it is back, once", async () => {
  const of = await aDrillTakenToTen(ada);
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-journal-"));
  const by = "gantry rollback (op on host)";
  const keep = (act: Parameters<typeof appendToJournal>[1]["act"]) =>
    appendToJournal(folder, { pilot: of.pilot, at: Date.now(), by, act });
  const back = await rollBackWithoutDatabase({
    driver: of.driver,
    keep,
    says: () => {},
    reason: "database away",
    now: Date.now,
    stop: never,
  });
  assert.ok(back);
  assert.equal(of.driver.percent, 0);
  appendFileSync(path.join(folder, "rollback-journal.jsonl"), '{"id":"cut off by a cra');
  const kept = readJournal(folder);
  assert.equal(kept.length, 8);
  await Promise.all([takeJournal(ctx, folder), takeJournal(ctx, folder)]);
  assert.deepEqual(readJournal(folder), []);
  const acts = await actsOf(ctx.db, (await openOf(ctx, of)).id);
  assert.equal(acts.filter((one) => one.by === by).length, kept.length);
  await carried(ctx, of);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
});

test("what a rollback still writes while its journal is taken is taken the next time", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-journal-"));
  const entry = { pilot: "p", at: 1, by: "shell" };
  appendToJournal(folder, { ...entry, act: { do: "begun", says: "one" } });
  const first = takeAside(folder);
  appendToJournal(folder, { ...entry, act: { do: "begun", says: "two" } });
  // Whoever had the file open when it was put aside.
  appendFileSync(path.join(folder, "rollback-journal.taken.jsonl"), `${JSON.stringify({ ...first[0], at: 2 })}\n`);
  dropAside(folder, first.length);
  assert.deepEqual(
    takeAside(folder).map(({ at }) => at),
    [1, 2],
  );
  dropAside(folder, 2);
  const second = takeAside(folder);
  assert.deepEqual(
    second.map(({ act }) => act),
    [{ do: "begun", says: "two" }],
  );
  dropAside(folder, second.length);
  assert.deepEqual(readJournal(folder), []);
});

test("the whole reconciliation list is a file: every page of it, and nothing in it is a formula", async () => {
  const of = await aDrill(ada);
  const { id } = await openOf(ctx, of);
  const writtenAt = new Date("2026-11-29T10:00:00Z");
  const list = Array.from({ length: 2_500 }, (_, n) => ({
    ...{ key: `lot-${n}`, legacyKey: null as string | null, what: `lot, "${n}"`, writtenAt },
  }));
  list[0] = { key: "=cmd()", legacyKey: "+1", what: "@sum(1)", writtenAt };
  await insertWritten(ctx.db, { pilotId: of.pilotId, rolloutId: id }, list);
  const made = await exportWritten(ada, { pilot: of.pilot, rollout: 1 });
  assert.ok(made.ok);
  const lines = (await new Response(made.stream).text()).split("\r\n");
  assert.equal(lines[0], "written_at,key,legacy_key,what,state,says,marked_by,marked_at");
  assert.equal(lines[1], "2026-11-29T10:00:00.000Z,'=cmd(),'+1,'@sum(1),open,,,");
  assert.equal(lines[2_500], '2026-11-29T10:00:00.000Z,lot-2499,,"lot, ""2499""",open,,,');
  assert.equal(lines.length, 2_502);
  const other = await exportWritten(ada, { pilot: of.pilot, rollout: 7 });
  assert.equal(!other.ok && other.refusal, "rollout-not-found");
});

test("a switch that went back but could not be kept for its reload is back all the same, and says so", async () => {
  const of = await aDrillTakenToTen(ada);
  of.driver.percent = 0;
  of.driver.fails = ["PARTIAL"];
  await said(ctx, of, [{ do: "switched", percent: 10, requestId: "r", tookMs: 1, raw: "" }]);
  assert.ok((await callBack(ada, { pilot: of.pilot, reason: "", decidedInMs: 0, noticedAt: null })).ok);
  await carried(ctx, of);
  const { back } = await stateOf(ctx, of);
  const moved = back?.phases.find(({ phase }) => phase === "switch");
  assert.deepEqual([moved?.isGood, /but: It failed/.test(moved?.says ?? "")], [true, true]);
  assert.ok(back?.phases.some(({ phase, isGood }) => phase === "verify" && isGood));
});
