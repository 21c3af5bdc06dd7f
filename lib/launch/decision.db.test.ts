import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { launchSnapshots } from "#drizzle/schema/launch.ts";
import { canonicalJson } from "#lib/platform/core/chain.ts";
import { connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { closePoll } from "./close-poll.ts";
import { openPoll } from "./open-poll.ts";
import { readPoll } from "./read-poll.ts";
import { readPolls } from "./read-polls.ts";
import { sha256 } from "./sha256.ts";
import {
  aBeat,
  aDoer,
  aLaunch,
  anItemOf,
  callNow,
  type Launch,
  probeSaw,
  signNow,
  toSign,
} from "./testing/a-launch.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? null : result.refusal);

/** One station that its owner has called GO in an open poll, and two deciders. */
async function aCalledLaunch() {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load"]);
  const item = await anItemOf(ctx, launch, { station: "Load" });
  const owner = await aDoer(ctx, launch, [["station-owner", "Load"]]);
  const [first, second] = [await aDoer(ctx, launch, [["decider"]]), await aDoer(ctx, launch, [["decider"]])];
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
  return { launch, item, owner, first, second };
}

async function pollNow({ pilot }: Launch, poll = 1) {
  const read = await readPoll(database.ctx, { pilot, poll });
  assert.ok(read.ok);
  return read.poll;
}

test("a poll freezes the evidence, hashed; one at a time", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx, ["Load"]);
  assert.equal(refusalOf(await openPoll(ctx, launch)), "poll-on-nothing");
  await anItemOf(ctx, launch, { station: "Load" });
  const two = await Promise.all([openPoll(ctx, launch), openPoll(ctx, launch)]);
  assert.deepEqual(two.map(refusalOf).sort(), [null, "poll-open-already"].sort());
  const [row] = await ctx.db.select().from(launchSnapshots).where(eq(launchSnapshots.pilotId, launch.pilotId));
  assert.equal(row?.sha256, sha256(canonicalJson(row?.content)));
  const close = { pilot: launch.pilot, poll: 1, sentence: "nobody was there" };
  assert.ok((await closePoll(ctx, close)).ok);
  assert.equal(refusalOf(await closePoll(ctx, close)), "poll-not-open");
  assert.ok((await openPoll(ctx, launch)).ok);
  assert.equal(refusalOf(await closePoll(ctx, close)), "poll-not-open", "a number that is not the open one's");
  const polls = await readPolls(ctx, launch);
  assert.ok(polls.ok);
  assert.deepEqual(
    polls.polls.map(({ number, closed }) => [number, closed?.sentence]),
    [
      [2, undefined],
      [1, "nobody was there"],
    ],
  );
  assert.equal(refusalOf(await readPoll(ctx, { pilot: launch.pilot, poll: 3 })), "poll-not-found");
});

test("two people decide GO, each with their password; the poll ends with it", async () => {
  const { launch, first, second } = await aCalledLaunch();
  const one = await signNow(first, launch);
  assert.ok(one.ok && one.decided === null);
  const seen = await pollNow(launch);
  assert.deepEqual(
    seen.signatures.map(({ by, decision }) => [by, decision]),
    [[first.actor.name, "go"]],
  );
  const two = await signNow(second, launch);
  assert.ok(two.ok && two.decided === "go");
  const { decision, closed, calls } = await pollNow(launch);
  assert.equal(decision, "go");
  assert.equal(closed?.sentence, `Decided GO by ${first.actor.name} and ${second.actor.name}.`);
  assert.equal(calls, null);
});

test("every refusal of a signature", async () => {
  const { ctx } = database;
  const { launch, item, owner, first, second } = await aCalledLaunch();
  assert.equal(refusalOf(await signNow(owner, launch)), "needs-decider");
  assert.equal(refusalOf(await signNow(first, launch, { password: "wrong horse battery" })), "password-wrong");
  assert.equal(refusalOf(await signNow(first, launch, { over: "0".repeat(64) })), "evidence-moved");
  assert.equal(refusalOf(await signNow(first, launch, { calls: "0".repeat(64) })), "evidence-moved");
  const before = await toSign(ctx, launch);
  assert.ok((await signNow(first, launch)).ok);
  assert.equal(refusalOf(await signNow(first, launch)), "signed-already");
  assert.equal(refusalOf(await signNow(second, launch, { decision: "no-go" })), "signed-otherwise");
  await probeSaw(ctx, item, { outcome: "failed", turn: 2 });
  assert.equal(refusalOf(await signNow(second, launch, before)), "not-every-station-go");
  const { signatures } = await pollNow(launch);
  assert.equal(signatures[0]?.voided?.what, "1.1 Item of Load: good, now failed");
  assert.ok((await signNow(second, launch, { decision: "no-go" })).ok, "a NO-GO may always be decided");
  assert.equal(refusalOf(await signNow(first, launch, { decision: "go" })), "signed-otherwise");
  const decided = await signNow(first, launch, { decision: "no-go" });
  assert.ok(decided.ok && decided.decided === "no-go");
  assert.equal(refusalOf(await signNow(first, launch, before)), "poll-not-open");
});

test("a silent keeper keeps GO from being decided", async () => {
  const { launch, first } = await aCalledLaunch();
  await aBeat(database.ctx, new Date(Date.now() - 6_000));
  assert.equal(refusalOf(await signNow(first, launch)), "not-every-station-go");
  await aBeat(database.ctx);
  assert.ok((await signNow(first, launch)).ok);
});

test("a call made anew voids what was signed over the one before", async () => {
  const { launch, owner, first } = await aCalledLaunch();
  assert.ok((await signNow(first, launch)).ok);
  assert.ok((await callNow(owner, launch, { station: "Load", call: "go-with-conditions" })).ok);
  const { signatures } = await pollNow(launch);
  assert.equal(signatures[0]?.voided?.what, "A call was changed after it was signed");
  const again = await signNow(first, launch);
  assert.ok(again.ok && again.decided === null);
});

test("one person twice at once signs once; two at once decide", async () => {
  const { launch, first, second } = await aCalledLaunch();
  const twice = await Promise.all([signNow(first, launch), signNow(first, launch)]);
  assert.deepEqual(twice.map(refusalOf).sort(), [null, "signed-already"].sort());
  assert.equal((await pollNow(launch)).decision, null);
  const other = await aCalledLaunch();
  const both = await Promise.all([signNow(other.first, other.launch), signNow(other.second, other.launch)]);
  assert.deepEqual(both.map((one) => one.ok && one.decided).sort(), ["go", null].sort());
  assert.ok((await signNow(second, launch)).ok);
});

test("wrong passwords rest one session, not the decider", async () => {
  const { launch, first } = await aCalledLaunch();
  for (let tried = 0; tried < 5; tried++)
    assert.equal(refusalOf(await signNow(first, launch, { password: "wrong horse battery" })), "password-wrong");
  assert.equal(refusalOf(await signNow(first, launch)), "signing-waits");
  const elsewhere = { ...first, sessionId: "another session" };
  assert.ok((await signNow(elsewhere, launch)).ok);
});

test("an edited call, signature or snapshot is found by whoever walks the log", async (t) => {
  const { ctx } = database;
  const { launch, first } = await aCalledLaunch();
  assert.ok((await signNow(first, launch)).ok);
  const broken = async () => (await verifyLog(ctx.db, [])).find(({ chain }) => chain === launch.pilotId)?.broken;
  assert.equal(await broken(), null);
  const owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  t.after(() => owner.close());
  /** As somebody would who owns the tables: past the triggers that let nobody edit the record. */
  const edit = (table: string, statement: string) =>
    owner.sql.unsafe(
      `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`,
    );
  const of = `where pilot_id = '${launch.pilotId}'`;
  for (const table of ["station_acts", "decision_acts"]) {
    await edit(table, `update ${table} set by = by || ' Else' ${of} and by_id <> 'gantry'`);
    assert.match((await broken()) ?? "", new RegExp(`changed: ${table}`));
    await edit(table, `update ${table} set by = replace(by, ' Else', '') ${of}`);
    assert.equal(await broken(), null, table);
  }
  const table = "launch_snapshots";
  await edit(table, `update ${table} set sha256 = reverse(sha256) ${of}`);
  assert.notEqual(await broken(), null, table);
  await edit(table, `update ${table} set sha256 = reverse(sha256) ${of}`);
  assert.equal(await broken(), null, table);
  await edit("decision_acts", `delete from decision_acts ${of}`);
  assert.notEqual(await broken(), null, "a signature taken away");
});
