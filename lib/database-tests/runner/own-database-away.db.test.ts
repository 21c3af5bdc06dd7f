import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import test, { after, before } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { aPilot } from "#lib/displays/testing/a-display.ts";
import { LeaseWatch } from "#lib/load/core/lease-watch.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { claimTest } from "../claim-test.ts";
import { heldTests, listStatements, lockTest, type TestRecord } from "../store.ts";
import { aCarriedTest, aRunnerId } from "../testing/a-carried-test.ts";
import { type ADatabase, aDatabase, asOwner } from "../testing/a-database.ts";
import { aTest, oneStatement, reachOf, readBack, textOf } from "../testing/a-test.ts";
import { type End, watchTest } from "./watch-test.ts";

/** Gantry's own database fails while another one is tested. */

let gantry: TestDatabase;
let ctx: Ctx;
let bags: ADatabase;
before(async () => {
  gantry = await testDatabase();
  ctx = gantry.ctx;
  bags = await aDatabase(gantry.ownerUrl);
});
after(async () => {
  await bags.drop();
  await gantry.close();
});

/** The next `times` writes fail that `when` is true for; answers how many were tried so far. Its counting outlives the transaction that it ends. */
async function refuseWrites(table: string, times: number, when: string): Promise<() => Promise<number>> {
  const name = `refuses_${randomBytes(5).toString("hex")}`;
  await asOwner(
    gantry.ownerUrl,
    `create sequence ${name};
     create function ${name}() returns trigger language plpgsql security definer as $$
       begin if nextval('${name}') <= ${times} then raise exception 'the disk is tired'; end if; return new; end $$;
     create trigger ${name} before update on ${table} for each row when (${when}) execute function ${name}();`,
  );
  return async () => {
    const [row] = await asOwner(gantry.ownerUrl, `select last_value::int as n from ${name}`);
    return Number(row?.["n"]);
  };
}

const ofTest = ({ id }: TestRecord) => `new.test_id = '${id}'`;

test("what cannot be written as it comes is written with the end, and the end is tried until it is written", async () => {
  let tries = async () => 0;
  const ended = await aCarriedTest(ctx, {
    pilot: (await aPilot(ctx)).pilot,
    text: textOf("select * from few", "runs: 90; limit: 10 s"),
    reach: reachOf(bags.readerUrl, gantry.appUrl, "test"),
    // Its beginning, its times and its plan; then twice with the end.
    onClaimed: async (one) => {
      tries = await refuseWrites("database_test_statements", 5, ofTest(one));
    },
  });
  assert.equal(await tries(), 6);
  assert.deepEqual([ended.outcome, ended.endedSentence], ["completed", "Its statement was carried out."]);
  assert.deepEqual([ended.summary?.verdict, ended.server?.startsWith("PostgreSQL ")], ["good", true]);
  const [kept] = await listStatements(ctx.db, ended.id);
  const { ending, timesMs, rows, isRunning, plan } = kept ?? {};
  assert.deepEqual([ending, timesMs?.length, rows, isRunning, plan === null], ["done", 90, 100, false, false]);
});

test("a write that fails once is made up for by the next one", async () => {
  let tries = async () => 0;
  const ended = await aCarriedTest(ctx, {
    pilot: (await aPilot(ctx)).pilot,
    text: textOf("select 1 / (id - id) from few", "runs: 3"),
    reach: reachOf(bags.readerUrl, gantry.appUrl, "test"),
    onClaimed: async (one) => {
      tries = await refuseWrites("database_test_statements", 1, ofTest(one));
    },
  });
  assert.equal(await tries(), 2);
  const [kept] = await listStatements(ctx.db, ended.id);
  assert.deepEqual([kept?.ending, kept?.wrong], ["failed", "PostgreSQL says: division by zero."]);
});

test("an end that cannot be written at once is not lost", async () => {
  let tries = async () => 0;
  const ended = await aCarriedTest(ctx, {
    pilot: (await aPilot(ctx)).pilot,
    text: oneStatement,
    reach: reachOf(bags.readerUrl, gantry.appUrl, "test"),
    onClaimed: async ({ id }) => {
      tries = await refuseWrites("database_tests", 2, `new.id = '${id}' and new.state = 'ended'`);
    },
  });
  assert.deepEqual([await tries(), ended.outcome], [3, "completed"]);
});

test("that Gantry's own database does not answer is not told as the other's, and shows nothing of its own", async () => {
  const nowhere = new URL(gantry.appUrl);
  nowhere.port = "1";
  const ended = await aCarriedTest(ctx, {
    pilot: (await aPilot(ctx)).pilot,
    text: oneStatement,
    reach: reachOf(bags.readerUrl, nowhere.href, "test"),
  });
  assert.deepEqual([ended.outcome, ended.summary?.verdict], ["interrupted", "inconclusive"]);
  assert.equal(
    ended.endedSentence,
    "Gantry could not carry it on, for a reason on its own side and not at the tested database. The runner's log says which.",
  );
});

test("a runner that gives no sign of life stops before anybody else may take its test for abandoned", async () => {
  const { pilot } = await aPilot(ctx);
  const asked = await aTest(ctx, { pilot, text: oneStatement, database: "bags" });
  const runnerId = aRunnerId();
  assert.ok(await claimTest(ctx, asked, runnerId));
  const others = new LeaseWatch();
  const abandoned = async () => others.look(await heldTests(ctx.db), performance.now()).includes(asked.id);
  await ctx.db.transaction(async (tx) => {
    // Its lease cannot be renewed, though everything else can be read.
    await lockTest(tx, asked.id);
    let stopped: End | null = null;
    const stopFor = (why: End) => {
      stopped ??= why;
    };
    const watch = watchTest(ctx, { id: asked.id, runnerId, stopFor });
    await waitFor("the stop", async () => {
      assert.equal(await abandoned(), false, "it is still its runner's");
      await pause(100);
      return stopped !== null;
    });
    watch.stop();
    assert.deepEqual(stopped, {
      ...{ outcome: "interrupted", sentence: "Gantry's own database did not take a sign of life for 9 s." },
    });
    await waitFor("that others see it", abandoned);
  });
  assert.equal((await readBack(ctx, asked.id)).state, "running");
});
