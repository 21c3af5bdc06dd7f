import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { installation } from "#drizzle/schema/platform.ts";
import { addRisk } from "../launch/add-risk.ts";
import { aLaunch, anItemOf, type Launch } from "../launch/testing/a-launch.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Actor, Ctx } from "../platform/ctx.ts";
import { type Connection, connect } from "../platform/database.ts";
import { type NewEvent, record } from "../platform/events.ts";
import { type TestDatabase, testDatabase } from "../platform/testing/database.ts";
import { waitFor } from "../platform/testing/wait-for.ts";
import type { Verification } from "./core/log-view.ts";
import { exportLog } from "./export-log.ts";
import { LogFilter, LogQuery } from "./input.ts";
import { readEvent } from "./read-event.ts";
import { readLog } from "./read-log.ts";
import { readLogChoices } from "./read-log-choices.ts";
import { readVerification } from "./read-verification.ts";
import { verifyChain } from "./verify-chain.ts";

let database: TestDatabase;
let owner: Connection;
let dataFolder: string;
before(async () => {
  database = await testDatabase();
  owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  dataFolder = mkdtempSync(path.join(tmpdir(), "gantry-log-"));
  mkdirSync(path.join(dataFolder, "heads"));
});
after(async () => {
  await owner.close();
  await database.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const ada: Actor = { kind: "person", id: uuidv7(), name: "Ada Löwe", roles: ["lead"] };

type Writing = Partial<NewEvent> & { by?: Actor; at?: string };

/** Writes one entry as a verb would. */
async function write({ pilotId }: Launch, { by = ada, at, ...event }: Writing = {}): Promise<number> {
  const ctx: Ctx = { ...database.ctx, actor: by, ...(at === undefined ? {} : { now: () => new Date(at) }) };
  const whole: NewEvent = { pilotId, verb: "note.added", subject: { kind: "launch-note", id: uuidv7() }, ...event };
  return ctx.transaction((tx) => record(tx, ctx, whole));
}

async function look({ pilot }: Launch, asked: object = {}) {
  const read = await readLog(database.ctx, { pilot, asked: LogQuery.parse(asked) });
  assert.ok(read.ok);
  return read;
}

const numbers = async (launch: Launch, asked: object) => (await look(launch, asked)).entries.map((one) => one.sequence);

test("entries come newest first, in words, with what they are about", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  const risk = { risk: "No spare scanner", mitigation: "order two", fallback: "paper", owner: "Ada" };
  assert.ok((await addRisk({ ...ctx, actor: ada }, { pilot: launch.pilot, ...risk })).ok);
  const item = await anItemOf(ctx, launch, { station: "Load", title: "Backups are younger than a day" });
  await write(launch, {
    by: { kind: "system", id: "keeper", name: "keeper", roles: [] },
    ...{ verb: "probe.turned", subject: { kind: "item", id: item } },
    ...{ before: { outcome: "good" }, after: { outcome: "failed", says: "2 days old" } },
  });
  await write(launch, {
    ...{ verb: "station.called", subject: { kind: "station", id: "Load" }, after: { call: "hold" } },
    reason: "the queue grows",
  });
  const { entries, counts, total, older } = await look(launch);
  assert.deepEqual(
    entries.map(({ who, did, detail, about }) => [who, did, detail, about.text]),
    [
      ["Ada Löwe", "called the station", "HOLD", "Load"],
      ["Gantry, keeper", "saw the probe turn", "from good to failed: 2 days old", "Backups are younger than a day"],
      ["Ada Löwe", "added a risk", "No spare scanner", "No spare scanner"],
    ],
  );
  assert.deepEqual(
    entries.map(({ about }) => about.href),
    [`/${launch.pilot}/launch#station-Load`, `/${launch.pilot}/checklist#item-${item}`, `/${launch.pilot}/launch/plan`],
  );
  assert.deepEqual([counts.all, counts.calls, counts.checks, counts.plan, counts.gantry], [3, 1, 1, 1, 1]);
  assert.deepEqual([total, older], [3, null]);
});

test("a filter narrows by person, station, kind, time and words", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  const item = await anItemOf(ctx, launch, { station: "Operations" });
  const keeper: Actor = { kind: "system", id: "keeper", name: "keeper", roles: [] };
  await write(launch, { at: "2026-11-21T09:00:00.000Z", after: { text: "pool 100% of_20 \\ raised" } });
  await write(launch, {
    ...{ at: "2026-11-21T09:30:30.000Z", verb: "item.answered", subject: { kind: "item", id: item } },
  });
  await write(launch, {
    ...{ by: keeper, at: "2026-11-21T10:00:00.000Z", verb: "station.changed", after: { state: "HOLD" } },
    subject: { kind: "station-state", id: "Operations" },
  });
  await write(launch, { at: "2026-11-21T11:00:00.000Z", verb: "duty.given", after: { station: "Load", duty: "x" } });
  const [head] = (await look(launch)).entries;
  const cases: [asked: object, found: number[]][] = [
    [{}, [4, 3, 2, 1]],
    [{ person: "keeper" }, [3]],
    [{ person: ada.id }, [4, 2, 1]],
    [{ station: "Operations" }, [3, 2]],
    [{ station: "Load" }, []],
    [{ group: "gantry" }, [3]],
    [{ group: "checks" }, [2]],
    [{ group: "settings" }, [4]],
    // The site's clock is an hour ahead; the minute that is named is in it.
    [{ from: "2026-11-21T10:30" }, [4, 3, 2]],
    [{ to: "2026-11-21T10:30" }, [2, 1]],
    [{ from: "2026-11-21T10:30", to: "2026-11-21T11:00" }, [3, 2]],
    [{ q: "POOL raised" }, [1]],
    [{ q: "100%" }, [1]],
    [{ q: "of_20" }, [1]],
    [{ q: "ofx20" }, []],
    [{ q: "gave a" }, [4]],
    [{ q: "pool 1" }, [1]],
    [{ q: head?.hash.slice(0, 12) }, [4]],
    [{ before: 3 }, [2, 1]],
    [{ person: "nobody", q: "'; drop table events" }, []],
  ];
  for (const [asked, found] of cases) assert.deepEqual(await numbers(launch, asked), found, JSON.stringify(asked));
  const choices = await readLogChoices(ctx, launch);
  assert.ok(choices.ok);
  assert.deepEqual(
    choices.people.map(({ name }) => name),
    ["Ada Löwe", "keeper"],
  );
  assert.deepEqual(choices.stations, ["Operations"]);
});

test("pages of 200 meet without a gap, and one pilot never sees another's", async () => {
  const launch = await aLaunch(database.ctx);
  await write(await aLaunch(database.ctx), { after: { text: "elsewhere" } });
  for (let n = 0; n < 203; n++) await write(launch, { after: { text: `note ${n}` } });
  const first = await look(launch);
  assert.deepEqual([first.entries.length, first.older, first.counts.all], [200, 4, 203]);
  const second = await look(launch, { before: first.older });
  assert.deepEqual([second.entries.map((one) => one.sequence), second.older], [[3, 2, 1], null]);
});

test("an entry shows what it changed and its place in the chain", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  for (const n of [1, 2, 3]) await write(launch, { before: { n, kept: "x" }, after: { n: n + 1, kept: "x" } });
  const at = (event: number) => readEvent(ctx, { pilot: launch.pilot, event });
  const middle = await at(2);
  assert.ok(middle.ok);
  assert.deepEqual(middle.lines, [
    { path: "n", before: "2", after: "3", changed: true },
    { path: "kept", before: "x", after: "x", changed: false },
  ]);
  assert.deepEqual([middle.previous?.sequence, middle.next?.sequence], [1, 3]);
  assert.deepEqual([middle.follows, middle.nextFollows], [true, true]);
  const [first, last] = [await at(1), await at(3)];
  assert.ok(first.ok && last.ok);
  assert.deepEqual([first.previous, first.follows, last.next, last.nextFollows], [null, true, null, null]);
  assert.deepEqual(await at(4), { ok: false, refusal: "event-not-found" });
  const other = await aLaunch(ctx);
  assert.deepEqual(await readEvent(ctx, { pilot: other.pilot, event: 1 }), { ok: false, refusal: "event-not-found" });
});

async function verified({ pilot }: Launch): Promise<Verification> {
  const walked = await verifyChain({ ...database.ctx, actor: ada }, { pilot, dataFolder });
  assert.ok(walked.ok);
  let ended: Verification | null = null;
  // The answer that says so is the one that counts: another walk may begin right after it.
  await waitFor("the walk ends", async () => {
    const read = await readVerification(database.ctx, { pilot });
    if (read.ok && read.verification.state !== "running") ended = read.verification;
    return ended !== null;
  });
  assert.ok(ended);
  return ended;
}

test("a walk says that the chain is whole, or where it breaks first", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  assert.deepEqual(await readVerification(ctx, launch), { ok: true, verification: { state: "none" } });
  for (let n = 0; n < 5; n++) await write(launch, { after: { n } });
  const head = (await look(launch)).entries[0]?.hash;
  const whole = await verified(launch);
  assert.equal(whole.state, "intact");
  assert.ok(whole.state === "intact");
  assert.deepEqual([whole.entries, whole.head, whole.seenUpTo], [5, head, null]);

  const seen = { chain: launch.pilotId, sequence: 5, hash: head, at: new Date().toISOString() };
  writeFileSync(path.join(dataFolder, "heads", "web.jsonl"), `${JSON.stringify(seen)}\n`);
  const compared = await verified(launch);
  assert.ok(compared.state === "intact");
  assert.equal(compared.seenUpTo, 5);

  const tampered = (statement: string) =>
    owner.sql.unsafe(`alter table events disable trigger user; ${statement}; alter table events enable trigger user`);
  const inChain = `chain = '${launch.pilotId}'`;
  await tampered(`update events set actor_name = 'Eve' where ${inChain} and sequence = 3`);
  const changed = await verified(launch);
  assert.ok(changed.state === "broken");
  assert.deepEqual([changed.entries, changed.sentence], [2, "Event 3 (note.added) was changed."]);
  await tampered(`update events set actor_name = '${ada.name}' where ${inChain} and sequence = 3`);
  assert.equal((await verified(launch)).state, "intact");

  // A cut at the end shows only by the head that was noted outside.
  await tampered(
    `delete from events where ${inChain} and sequence = 5;
     update chain_heads set sequence = 4, hash = (select hash from events where ${inChain} and sequence = 4) where ${inChain}`,
  );
  const cut = await verified(launch);
  assert.ok(cut.state === "broken");
  assert.equal(cut.sentence, "Events 5 to 5 were seen before and are gone.");
});

test("entries that are written during a walk do not break it", async () => {
  const launch = await aLaunch(database.ctx);
  for (let n = 0; n < 20; n++) await write(launch);
  const walks = Promise.all(Array.from({ length: 5 }, () => verified(launch)));
  for (let n = 0; n < 40; n++) await write(launch);
  for (const { state } of await walks) assert.equal(state, "intact");
});

test("one walk at a time a process: the same chain joins it, another is refused", async (t) => {
  const { ctx } = database;
  const [one, other] = [await aLaunch(ctx), await aLaunch(ctx)];
  for (const launch of [one, other]) await write(launch);
  // The walk waits for the table.
  const release = await holdEvents();
  t.after(release);
  const first = verifyChain(ctx, { pilot: one.pilot, dataFolder });
  await waitFor("the walk is under way", async () => {
    const read = await readVerificationWithoutEvents(one);
    return read.state === "running";
  });
  const joined = verifyChain(ctx, { pilot: one.pilot, dataFolder });
  const refused = await verifyChain(ctx, { pilot: other.pilot, dataFolder });
  assert.deepEqual(refused, { ok: false, refusal: "verification-busy" });
  await release();
  for (const walk of [await first, await joined]) assert.ok(walk.ok);
  assert.equal((await verified(one)).state, "intact");
  assert.equal((await verified(other)).state, "intact");
});

async function readVerificationWithoutEvents({ pilot }: Launch): Promise<Verification> {
  const read = await readVerification(database.ctx, { pilot });
  assert.ok(read.ok);
  return read.verification;
}

/** Holds the table against readers until it is let go. */
async function holdEvents(): Promise<() => Promise<void>> {
  let letGo = () => {};
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const holding = owner.sql.begin(async (tx) => {
    await tx`lock table events in access exclusive mode`;
    isHeld();
    await isLetGo;
  });
  await held;
  return async () => {
    letGo();
    await holding;
  };
}

async function exported({ pilot }: Launch, format: "csv" | "ndjson", filter: object = {}): Promise<string> {
  const made = await exportLog(database.ctx, { pilot, format, filter: LogFilter.parse(filter) });
  assert.ok(made.ok);
  return new Response(made.stream).text();
}

test("an export is whole and in order, over many pages; no cell is a formula", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  await write(launch, { reason: '=HYPERLINK("http://evil.example","x")', after: { text: "@SUM(A1)" } });
  await write(launch, { by: { ...ada, name: '+Eve, "the\nfirst"' } });
  for (let n = 0; n < 1_100; n++) await write(launch, { after: { n } });
  const lines = (await exported(launch, "ndjson")).trimEnd().split("\n");
  assert.equal(lines.length, 1_102);
  const entries = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    entries.map(({ sequence }) => sequence),
    Array.from({ length: 1_102 }, (_, n) => n + 1),
  );
  for (const [n, entry] of entries.slice(1).entries()) assert.equal(entry.previousHash, entries[n].hash);
  const csv = await exported(launch, "csv", { to: "", q: "" });
  const [columns, first] = csv.split("\r\n");
  assert.match(columns ?? "", /^number,time_utc,who,.*,hash$/);
  assert.match(first ?? "", /,'@SUM\(A1\),/);
  assert.match(first ?? "", /,"'=HYPERLINK\(""http:\/\/evil\.example"",""x""\)",/);
  assert.match(csv, /,"'\+Eve, ""the\nfirst""",/);
  assert.equal((await exported(launch, "csv", { q: "nowhere" })).split("\r\n").length, 2);
});

test("so many exports at once, and one that breaks off makes room", async () => {
  const launch = await aLaunch(database.ctx);
  await write(launch);
  const open = () => exportLog(database.ctx, { pilot: launch.pilot, format: "csv", filter: LogFilter.parse({}) });
  const made = await Promise.all([open(), open(), open()]);
  assert.deepEqual(await open(), { ok: false, refusal: "export-busy" });
  for (const one of made) if (one.ok) await one.stream.cancel();
  assert.ok((await exported(launch, "csv")).length > 0);
});

test("what guards the log is told", async () => {
  const { ctx } = database;
  const launch = await aLaunch(ctx);
  const guarded = async () => {
    const read = await readLogChoices(ctx, launch);
    assert.ok(read.ok);
    return read.separateRoles;
  };
  await owner.db.update(installation).set({ separateRoles: false });
  assert.equal(await guarded(), false);
  await owner.db.update(installation).set({ separateRoles: true });
  assert.equal(await guarded(), true);
  assert.ok((await readPilot(ctx, launch.pilot)).ok);
});
