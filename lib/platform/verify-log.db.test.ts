import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { type Connection, connect } from "./database.ts";
import { record } from "./events.ts";
import { programArgs } from "./program.ts";
import { readSeenHeads, startHeadWriter } from "./seen-heads.ts";
import { type TestDatabase, testDatabase, testSecret } from "./testing/database.ts";
import { waitFor } from "./testing/wait-for.ts";
import { verifyLog } from "./verify-log.ts";

let database: TestDatabase;
let owner: Connection;
let folder: string;

before(async () => {
  database = await testDatabase();
  owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  folder = mkdtempSync(path.join(tmpdir(), "gantry-heads-"));
});
after(async () => {
  await owner.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Six events, then somebody with the owner's login takes the trigger away and does this. */
async function tampered(statements: string): Promise<string | null> {
  const { sql } = owner;
  await sql.unsafe("alter table events disable trigger user; truncate events, chain_heads");
  for (let count = 0; count < 6; count++)
    await database.ctx.transaction((tx) =>
      record(tx, database.ctx, {
        pilotId: null,
        verb: "thing.done",
        subject: { kind: "thing", id: "1" },
        after: { count },
      }),
    );
  await sql.unsafe(`${statements}; alter table events enable trigger user`);
  const [report] = await verifyLog(database.connection.db, []);
  return report?.broken ?? null;
}

const columns = `id, chain, pilot_id, sequence, at, actor_kind, actor_id, actor_name, verb, subject_kind, subject_id, before, after,
  reason, acts_digest, key_number, previous_hash, hash`;
const copyOf = (from: number, to: number) =>
  `insert into events (${columns}) select gen_random_uuid(), ${columns.replace("id, ", "").replace(" sequence,", ` ${to},`)}
   from events where sequence = ${from}`;

test("names the first place where the log was changed", async () => {
  const cases: [name: string, statements: string, broken: RegExp | null][] = [
    ["untouched", "select 1", null],
    ["another verb", "update events set verb = 'x' where sequence = 3", /^event 3 \(x\) was changed$/],
    ["another content", `update events set after = '{"count": 9}' where sequence = 4`, /^event 4 .* was changed$/],
    ["another time", "update events set at = at - interval '1 day' where sequence = 2", /^event 2 .* was changed$/],
    ["a removed row", "delete from events where sequence = 4", /^event 4 is missing/],
    ["the first row removed", "delete from events where sequence = 1", /^event 1 is missing/],
    ["a cut tail", "delete from events where sequence > 4", /^the head says 6 events, there are 4$/],
    ["an inserted row", copyOf(6, 7), /^event 7 does not follow on event 6$/],
    ["a row slipped in before the first", copyOf(1, -1), /^event 1 is missing; event -1 stands there$/],
    ["a missing head", "delete from chain_heads", /^the chain's head is missing$/],
    [
      "two rows changing places",
      "update events set sequence = -5 where sequence = 2; update events set sequence = 2 where sequence = 3; update events set sequence = 3 where sequence = -5",
      /^event 2 does not follow on event 1$/,
    ],
  ];
  for (const [name, statements, broken] of cases) {
    const found = await tampered(statements);
    if (broken === null) assert.equal(found, null, name);
    else assert.match(found ?? "whole", broken, name);
  }
});

test("a tail cut together with its head is found by the heads that were seen", async () => {
  await tampered("select 1");
  const end = startHeadWriter(database.connection.db, folder, "web");
  await waitFor("the head to be noted", () => readSeenHeads(folder).some(({ sequence }) => sequence === 6));
  await end();
  await owner.sql.unsafe(`alter table events disable trigger user;
    delete from events where sequence > 4;
    update chain_heads set sequence = 4, hash = (select hash from events where sequence = 4)`);
  const unseen = await verifyLog(database.connection.db, []);
  assert.equal(unseen[0]?.broken, null);
  const [report] = await verifyLog(database.connection.db, readSeenHeads(folder));
  assert.equal(report?.broken, "events 5 to 6 were seen before and are gone");
});

test("gantry verify-log ends with 0 when the log is whole, with 1 and the place when it is not", async () => {
  await tampered("select 1");
  assert.match(await verifyByCommand(0), /installation: 6 events, whole, head [0-9a-f]{64}\nThe log is whole\./);
  await tampered("update events set reason = 'x' where sequence = 5");
  assert.match(await verifyByCommand(1), /after 4 events: event 5 \(thing\.done\) was changed\nThe log was changed\./);
});

async function verifyByCommand(expected: number): Promise<string> {
  const empty = path.join(folder, "empty");
  const env = { ...process.env, DATABASE_URL: database.ownerUrl, GANTRY_SECRET: testSecret, GANTRY_DATA: empty };
  const child = spawn(process.execPath, [...programArgs("bin/gantry.ts"), "verify-log"], {
    cwd: path.resolve(import.meta.dirname, "../.."),
    env,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      output += text;
    });
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, expected, output);
  return output;
}

test("the file of seen heads is cut to the newest of each chain when it has grown", async () => {
  const data = path.join(folder, "grown");
  const file = path.join(data, "heads/web.jsonl");
  mkdirSync(path.dirname(file), { recursive: true });
  const old = `${JSON.stringify({ chain: "installation", sequence: 1, hash: "00".repeat(32), at: "2026" })}\n`;
  writeFileSync(file, old.repeat(9_000));
  const end = startHeadWriter(database.connection.db, data, "web");
  await waitFor("the newest head alone", () => {
    const heads = readSeenHeads(data);
    return heads.length === 1 && heads[0]?.sequence === 6;
  });
  await end();
});

test("what happened just before a process left is noted too", async () => {
  const data = path.join(folder, "leaving");
  await startHeadWriter(database.connection.db, data, "web")();
  assert.deepEqual(
    readSeenHeads(data).map(({ chain, sequence }) => [chain, sequence]),
    [["installation", 6]],
  );
});
