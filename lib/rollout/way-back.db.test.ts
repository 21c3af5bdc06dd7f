import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import path from "node:path";
import test, { after, before, type TestContext } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { programArgs } from "#lib/platform/program.ts";
import { type TestDatabase, temporaryFolder, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { advanceStage } from "./advance-stage.ts";
import { announceBack } from "./announce-back.ts";
import { callBack } from "./call-back.ts";
import { carryRollout } from "./carry-rollout.ts";
import { backPhases } from "./core/acts.ts";
import { stageText } from "./core/say-rollout.ts";
import { holdRollout } from "./hold-rollout.ts";
import { readDrills } from "./read-drills.ts";
import { readRollout } from "./read-rollout.ts";
import { rollBackHere } from "./roll-back-here.ts";
import { actsOf, findOpenRollout, insertVitals } from "./store.ts";
import { aLead } from "./testing/a-rollout.ts";
import {
  aDrillAtTen,
  carried,
  fileSwitch,
  never,
  nothingWritten,
  openOf,
  stateOf,
  type Under,
} from "./testing/carrying.ts";

/** The way back when several carry it, when who carries it is killed, and when others do something at the same moment. */

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = await aLead(ctx);
});
after(() => database.close());

const calls = ({ pilot }: Under) => callBack(ada, { pilot, reason: "", decidedInMs: 0, noticedAt: null });
const backHere = (of: Under, given: { leaseMs?: number; says?: (line: string) => void; stop?: AbortSignal } = {}) =>
  rollBackHere(ctx, {
    ...{ pilot: of.pilot, reason: "", driverOf: () => of.driver, reconcile: nothingWritten },
    ...{ says: () => {}, stop: never, ...given },
  });

/** Work of a switch that begins when it is asked for, and ends when it is let go on, at the latest with the test. */
function held<T>(t: TestContext, work: () => Promise<T>) {
  let [asked, go] = [0, () => {}];
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const wait = async () => {
    asked++;
    await gone;
    return work();
  };
  t.after(() => go());
  return { wait, asked: () => asked, go: () => go() };
}

test("two carry it and the drain takes longer than a lease: one does it, the other watches", async (t) => {
  const of = await aDrillAtTen(ada);
  const drain = held(t, async () => ({ ok: true as const, left: 0, tookMs: 1 }));
  of.driver.drain = drain.wait;
  // Long enough that a busy machine renews it in time.
  const leaseMs = 1_000;
  const both = [backHere(of, { leaseMs }), backHere(of, { leaseMs })];
  await waitFor("somebody drains", () => drain.asked() > 0);
  const { carriedBy, carriedUntil } = await openOf(ctx, of);
  const laterMs = (carriedUntil?.getTime() ?? 0) + 2 * leaseMs;
  await waitFor("the lease was renewed again and again", async () => {
    const now = await openOf(ctx, of);
    assert.equal(now.carriedBy, carriedBy, "another took it up in the middle of the drain");
    return (now.carriedUntil?.getTime() ?? 0) > laterMs;
  });
  assert.equal(drain.asked(), 1);
  drain.go();
  for (const done of await Promise.all(both)) assert.deepEqual(done, { ok: true, isBack: true });
  const acts = await actsOf(ctx.db, (await openOf(ctx, of)).id);
  const drained = acts.filter(({ act }) => act.do === "back-phase" && act.phase === "drain");
  assert.deepEqual([drain.asked(), drained.length], [1, 1]);
  assert.equal((await openOf(ctx, of)).carriedBy, null, "who has ended leaves it to the keeper at once");
});

test("who lost it writes nothing more", async (t) => {
  const of = await aDrillAtTen(ada);
  const drain = held(t, async () => ({ ok: true as const, left: 7, tookMs: 1 }));
  of.driver.drain = drain.wait;
  const stop = new AbortController();
  const lines: string[] = [];
  const first = backHere(of, { stop: stop.signal, says: (line) => lines.push(line) });
  await waitFor("it drains", () => drain.asked() === 1);
  await database.connection
    .sql`update rollouts set carried_by = 'somebody else', carried_until = now() + interval '1 hour'`;
  drain.go();
  await waitFor("it has seen that another carries it", () => lines.some((line) => /it is watched here/.test(line)));
  stop.abort();
  assert.deepEqual(await first, { ok: true, isBack: true });
  const { back } = await stateOf(ctx, of);
  assert.equal(
    back?.phases.find(({ phase }) => phase === "drain"),
    undefined,
  );
  assert.equal((await openOf(ctx, of)).carriedBy, "somebody else");
});

test("killed in each part of the way back: another leads it to the end, each part once on record", async (t) => {
  const folder = temporaryFolder();
  for (const part of [...backPhases, "switched"])
    await t.test(part, async () => {
      const file = path.join(folder, part);
      writeFileSync(file, "0");
      const of = await aDrillAtTen(ada, fileSwitch(file));
      const program = path.join(import.meta.dirname, "testing", "killed-shell.ts");
      const child = spawn(process.execPath, [...programArgs(program), database.appUrl, of.pilot, file, part], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "exit");
      assert.deepEqual(await backHere(of), { ok: true, isBack: true });
      assert.equal(of.driver.percent, 0);
      assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
      const view = await readRollout(ada, { pilot: of.pilot });
      assert.ok(view.ok);
      const acts = view.rollout?.acts ?? [];
      const parts = acts.flatMap(({ act }) => (act.do === "back-phase" ? [act.phase] : []));
      assert.deepEqual(parts, [...backPhases]);
      assert.equal((await readDrills(ctx.db, of.pilotId)).length, 1);
      const [report] = (await verifyLog(ctx.db, [])).filter(({ chain }) => chain === of.pilotId);
      assert.equal(report?.broken, null);
    });
});

/** Who carries it has looked; before it says what it begins, somebody else says something. */
async function carriedWhile(of: Under, between: () => Promise<{ ok: boolean }>) {
  const rollout = await openOf(ctx, of);
  let isFirst = true;
  const transaction: Ctx["transaction"] = async (work) => {
    if (isFirst) {
      isFirst = false;
      assert.ok((await between()).ok);
    }
    return ctx.transaction(work);
  };
  const { driver } = of;
  const healthyNew = async () => 2;
  const carrying = { carrier: "keeper", rollout, driver, healthyNew, reconcile: nothingWritten, stop: never };
  return carryRollout({ ctx: { ...ctx, transaction }, ...carrying });
}

/** The second stage may begin. */
async function readyForFifty(): Promise<Under> {
  const of = await aDrillAtTen(ada);
  await insertVitals(ctx.db, [
    { pilotId: of.pilotId, side: "new", at: new Date(Date.now() + 50), requests: 500, errorRatio: 0, latencyMsP99: 20 },
  ]);
  await carried(ctx, of);
  return of;
}

test("a stage that somebody let begin does not, when another holds it or rolls back before the switch is asked", async () => {
  for (const [what, between] of [
    ["rolled back", calls],
    ["held", ({ pilot }: Under) => holdRollout(ada, { pilot, reason: "wait" })],
  ] as const) {
    const of = await readyForFifty();
    assert.ok((await advanceStage(ada, { pilot: of.pilot, from: 0 })).ok);
    assert.equal(await carriedWhile(of, () => between(of)), "waits", what);
    assert.deepEqual([of.driver.asked, of.driver.percent], [[], 10], what);
    assert.equal((await stateOf(ctx, of)).open, null, what);
  }
});

test("advance and rollback at the same moment: it ends on legacy, and nothing goes over after the call", async () => {
  for (let round = 0; round < 8; round++) {
    const of = await readyForFifty();
    const [, called] = await Promise.all([
      advanceStage(ada, { pilot: of.pilot, from: 0 }),
      calls(of),
      carried(ctx, of),
    ]);
    assert.ok(called.ok);
    await carried(ctx, of);
    assert.equal(of.driver.percent, 0);
    const acts = (await actsOf(ctx.db, (await openOf(ctx, of)).id)).map(({ act }) => act);
    const after = acts.slice(acts.findIndex((act) => act.do === "back-called"));
    assert.ok(after.every((act) => act.do !== "switching" || act.percent === 0));
  }
});

test("a rollback called while the switch is asked for a stage waits for its answer, then leads everything back", async (t) => {
  const of = await readyForFifty();
  const { apply } = of.driver;
  const change = { newPercent: 50, expected: "any" as const, reason: "", requestId: "r", deadlineMs: 1 };
  const asked = held(t, () => apply(change));
  of.driver.apply = asked.wait;
  assert.ok((await advanceStage(ada, { pilot: of.pilot, from: 0 })).ok);
  const carrying = carried(ctx, of);
  await waitFor("the switch is asked", () => asked.asked() === 1);
  assert.ok((await calls(of)).ok);
  of.driver.apply = apply;
  asked.go();
  await carrying;
  assert.deepEqual([of.driver.asked, of.driver.percent], [[50, 0], 0]);
});

test("two people, a shell and the page call it at once: one call is on record, and it is led back once", async () => {
  const of = await aDrillAtTen(ada);
  const called = await Promise.all([calls(of), backHere(of), calls(of), backHere(of)]);
  assert.equal(
    called.filter(({ ok }) => !ok).length,
    called.filter((one) => !one.ok && one.refusal === "back-called-already").length,
  );
  await waitFor("it is back", async () => (await stateOf(ctx, of)).back?.phases.length === 6);
  const acts = (await actsOf(ctx.db, (await openOf(ctx, of)).id)).map(({ act }) => act.do);
  assert.deepEqual([acts.filter((one) => one === "back-called").length, of.driver.asked], [1, [0]]);
});

test("announced while it is still drained: it ends when everything is drained and listed, with all seven parts", async (t) => {
  const of = await aDrillAtTen(ada);
  const drain = held(t, async () => ({ ok: true as const, left: 0, tookMs: 1 }));
  of.driver.drain = drain.wait;
  assert.ok((await calls(of)).ok);
  const carrying = carried(ctx, of);
  await waitFor("it drains", () => drain.asked() === 1);
  assert.ok((await announceBack(ada, { pilot: of.pilot, says: "everybody" })).ok);
  const again = await announceBack(ada, { pilot: of.pilot, says: "again" });
  assert.equal(!again.ok && again.refusal, "back-announced-already");
  assert.match(stageText(await stateOf(ctx, of), []), /What was written meanwhile is still listed/);
  drain.go();
  await carrying;
  assert.equal(await findOpenRollout(ctx.db, of.pilotId), null);
  const view = await readRollout(ada, { pilot: of.pilot });
  assert.ok(view.ok);
  assert.deepEqual(view.rollout?.state.back?.phases.map(({ phase }) => phase).sort(), [...backPhases].sort());
  assert.equal(view.rollout?.endedHow, "back");
});
