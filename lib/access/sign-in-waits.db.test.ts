import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { signInTries } from "#drizzle/schema/access.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Device } from "./device-token.ts";
import { liftAddress, liftWaits } from "./lift-waits.ts";
import { makeResetLink } from "./make-reset-link.ts";
import { readPeople } from "./read-people.ts";
import { readSession } from "./read-session.ts";
import { resetPassword } from "./reset-password.ts";
import { signIn } from "./sign-in.ts";
import { lockTries, saveTries, sweepTries } from "./store-tries.ts";
import { keysOfAddress, takeTry } from "./take-try.ts";
import { aPerson, type TestPerson, testPassword } from "./testing/person.ts";

let database: TestDatabase;
let secondProcess: Connection;
let admin: TestPerson;
let person: TestPerson;

before(async () => {
  database = await testDatabase();
  secondProcess = connect({ url: database.appUrl, name: "second web", max: 4 });
  admin = await aPerson(database.ctx.db, ["admin"]);
});
after(async () => {
  await secondProcess.close();
  await database.close();
});
beforeEach(async () => {
  await database.ctx.db.delete(signInTries);
  person = await aPerson(database.ctx.db);
});

const here = "192.0.2.7";
const elsewhere = "198.51.100.9";
type Try = { email?: string; password?: string; address?: string; device?: Device | null; ctx?: Ctx };

async function tryTo({
  email = person.email,
  password = "wrong",
  address = here,
  device = null,
  ctx = database.ctx,
}: Try = {}) {
  const result = await signIn(ctx, { email, password }, { where: { address, browser: "Firefox" }, device });
  const none: Record<string, string> = {};
  return result.ok
    ? { refusal: null, says: none }
    : { refusal: result.refusal, says: { ...none, ...result.details?.says } };
}
const right = (asked: Try = {}) => tryTo({ password: testPassword, ...asked }).then(({ refusal }) => refusal);
const later = (minutes: number): Ctx => ({ ...database.ctx, now: () => new Date(Date.now() + minutes * 60_000) });
const asAdmin = () => makeCtx(database.ctx.db, admin.actor);

async function fiveWrong(asked: Try = {}): Promise<void> {
  for (let n = 0; n < 5; n += 1) assert.equal((await tryTo(asked)).refusal, "wrong-credentials");
}

/** Sets a key's count, as if so many had been tried. */
async function asIfTried(email: string, wrong: number, address = here): Promise<void> {
  const { address: key } = keysOfAddress(email, address);
  assert.ok(key);
  const now = new Date();
  await database.ctx.transaction(async (tx) => {
    await lockTries(tx, key, now);
    await saveTries(tx, key, { wrong, sinceMs: now.getTime(), waitsUntilMs: null }, now);
  });
}

test("five wrong passwords: the sixth waits, also with the right one, and the sentence says how long", async () => {
  const said = [];
  for (let n = 0; n < 5; n += 1) said.push((await tryTo()).says["which"]);
  assert.deepEqual(said, ["the first", "the second", "the third", "the fourth", "the fifth"]);
  assert.deepEqual(await tryTo(), { refusal: "sign-in-waits", says: { wait: "1 min" } });
  assert.equal(await right(), "sign-in-waits");
  assert.equal(await right({ ctx: later(1.01) }), null);
  assert.equal((await tryTo()).says["which"], "the first", "who signed in begins anew");
});

test("each further wrong one waits longer: 2, 4, 8, 15, 15 minutes", async () => {
  await fiveWrong();
  let minutes = 0;
  for (const [waited, next] of [
    [1, 2],
    [2, 4],
    [4, 8],
    [8, 15],
    [15, 15],
  ] as const) {
    minutes += waited + 0.01;
    assert.equal((await tryTo({ ctx: later(minutes) })).refusal, "wrong-credentials");
    assert.deepEqual((await tryTo({ ctx: later(minutes) })).says, { wait: `${next} min` });
  }
});

test("an address nobody has is told the same, step by step", async () => {
  const unknown = "nobody@plant.example";
  for (let n = 0; n < 7; n += 1) assert.deepEqual(await tryTo({ email: unknown }), await tryTo(), `try ${n + 1}`);
});

test("a stranger elsewhere does not hold up the person here, nor one person another", async () => {
  const other = await aPerson(database.ctx.db);
  await fiveWrong({ address: elsewhere });
  assert.equal(await right({ address: elsewhere }), "sign-in-waits");
  assert.equal(await right(), null);
  assert.equal(await right({ email: other.email, address: elsewhere }), null);
});

test("one IPv6 home is one place", async () => {
  for (let n = 1; n <= 5; n += 1) await tryTo({ address: `2001:db8:1:2::${n}` });
  assert.equal(await right({ address: "2001:db8:1:2:ffff::9" }), "sign-in-waits");
  assert.equal(await right({ address: "2001:db8:1:3::9" }), null);
});

test("a browser that has signed in before is held up by nobody, and only for its own account", async () => {
  const device = { personId: person.actor.id, id: "018f0000-0000-7000-8000-00000000000d" };
  await fiveWrong();
  await asIfTried(person.email, 60);
  await tryTo({ email: "x@plant.example" });
  assert.equal((await tryTo({ email: "y@plant.example" })).refusal, "sign-in-waits");
  assert.equal(await right(), "sign-in-waits");
  assert.equal(await right({ device }), null);
  const other = await aPerson(database.ctx.db);
  assert.equal(await right({ email: other.email, device }), "sign-in-waits");
  await fiveWrong({ device });
  assert.equal(await right({ device }), "sign-in-waits");
});

test("one address over all accounts: after fifty wrong ones it waits for every account, known or not", async () => {
  await asIfTried(person.email, 49);
  assert.equal((await tryTo({ email: "a@plant.example" })).refusal, "wrong-credentials");
  assert.deepEqual(await tryTo({ email: "b@plant.example" }), { refusal: "sign-in-waits", says: { wait: "1 min" } });
  assert.equal(await right(), "sign-in-waits");
  assert.equal(await right({ address: elsewhere }), null);
});

test("who signs in rightly costs the address nothing", async () => {
  await asIfTried(person.email, 49);
  for (let n = 0; n < 3; n += 1) assert.equal(await right(), null);
});

test("twenty tries at once, over two processes: five are looked at", async () => {
  const second = makeCtx(secondProcess.db, database.ctx.actor);
  const twenty = await Promise.all(
    Array.from({ length: 20 }, (_, n) => tryTo({ ctx: n % 2 === 0 ? database.ctx : second })),
  );
  assert.equal(twenty.filter(({ refusal }) => refusal === "wrong-credentials").length, 5);
  assert.equal(twenty.filter(({ refusal }) => refusal === "sign-in-waits").length, 15);
});

test("open sessions are untouched by any wait", async () => {
  await fiveWrong();
  assert.ok((await readSession(database.ctx.db, person.cookie)).ok);
});

test("an admin sees the wait and lifts it; a second time there is nothing to lift", async () => {
  await fiveWrong();
  const rowOf = async () => (await readPeople(asAdmin())).people.find(({ id }) => id === person.actor.id)?.admin;
  assert.ok((await rowOf())?.waitsUntil);
  const who = { person: person.actor.id };
  assert.deepEqual(await liftWaits(asAdmin(), who), { ok: true });
  assert.equal((await rowOf())?.waitsUntil, null);
  assert.equal(await right(), null);
  const again = await liftWaits(asAdmin(), who);
  assert.ok(!again.ok && again.refusal === "wait-not-found");
  const unknown = await liftWaits(asAdmin(), { person: "018f0000-0000-7000-8000-000000000000" });
  assert.ok(!unknown.ok && unknown.refusal === "person-not-found");
});

test("an admin sees an address that waits and lifts it", async () => {
  await asIfTried(person.email, 49);
  await tryTo({ email: "a@plant.example" });
  const [wait] = (await readPeople(asAdmin())).addressWaits;
  assert.equal(wait?.address, here);
  assert.deepEqual(await liftAddress(asAdmin(), { address: here }), { ok: true });
  assert.equal(await right(), null);
  assert.ok(!(await liftAddress(asAdmin(), { address: here })).ok);
});

test("a reset lifts the waits of its account", async () => {
  await fiveWrong();
  const made = await makeResetLink(asAdmin(), { person: person.actor.id });
  assert.ok(made.ok);
  const token = made.path.split("token=")[1] ?? "";
  assert.ok((await resetPassword(database.ctx, { token, password: "a fresh pass phrase" })).ok);
  assert.equal(await right({ password: "a fresh pass phrase" }), null);
});

test("rows are bounded, forgotten after a day, and hold nothing that was typed", async () => {
  const { db } = database.ctx;
  const typed = "my-password-in-the-wrong-field";
  await tryTo({ email: typed });
  assert.ok(!JSON.stringify(await db.select().from(signInTries)).includes(typed));
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  for (let n = 0; n < 8; n += 1)
    await takeTry({ ...database.ctx, now: () => at(n) }, keysOfAddress(`${n}@x`, `10.0.0.${n}`));
  await sweepTries(db, at(10), 4);
  const left = await db.select().from(signInTries);
  assert.deepEqual([...new Set(left.map(({ place }) => place))].sort(), ["address 10.0.0.6", "address 10.0.0.7"]);
  await sweepTries(db, at(24 * 60 + 8));
  assert.equal((await db.select().from(signInTries)).length, 0);
});
