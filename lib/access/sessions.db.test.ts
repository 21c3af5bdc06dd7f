import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { desc, eq } from "drizzle-orm";
import { sessions, users } from "#drizzle/schema/access.ts";
import { events } from "#drizzle/schema/platform.ts";
import { makeCtx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { changePassword } from "./change-password.ts";
import { disablePerson } from "./disable-person.ts";
import { endSession, signOutEverywhere } from "./end-session.ts";
import { readAccount } from "./read-account.ts";
import { readEndedSessions } from "./read-ended-sessions.ts";
import { readSession, type Session, seenEveryMs } from "./read-session.ts";
import { sessionSeconds } from "./session-token.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { aPerson, aSession, sessionCookie, type TestPerson, testPassword } from "./testing/person.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const from = { where: { address: "192.0.2.7", browser: "Firefox on Linux" }, device: null };
const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? null : result.refusal);
const asPerson = ({ actor }: TestPerson) => makeCtx(database.ctx.db, actor);
const standing = async (cookie: string) => refusalOf(await readSession(database.ctx.db, cookie));

async function openSessions({ actor }: TestPerson): Promise<string[]> {
  const rows = await database.ctx.db.select().from(sessions).where(eq(sessions.userId, actor.id));
  return rows.map(({ id }) => id).sort();
}

async function lastEvent() {
  const [event] = await database.ctx.db.select().from(events).orderBy(desc(events.sequence)).limit(1);
  return event;
}

async function sessionOf(person: TestPerson): Promise<Session> {
  const read = await readSession(database.ctx.db, person.cookie);
  assert.ok(read.ok);
  return read.session;
}

test("a session is read with its roles; ended by time, by a foreign key, without its row, under another's name", async () => {
  const { db } = database.ctx;
  const [person, other] = [await aPerson(db, ["lead", "trainer"]), await aPerson(db)];
  const { id } = person.actor;
  const read = await readSession(db, `other=1; ${person.cookie}`);
  assert.ok(read.ok);
  assert.deepEqual([read.session.actor, read.session.id], [person.actor, person.sessionId]);
  const cases: [name: string, cookie: string | null, refusal: string][] = [
    ["none", null, "signed-out"],
    ["changed", `${person.cookie.slice(0, -4)}AAAA`, "signed-out"],
    [
      "too old",
      await sessionCookie({ id, sessionId: person.sessionId, agoSeconds: sessionSeconds + 60 }),
      "session-expired",
    ],
    ["no row", await sessionCookie({ id }), "session-ended"],
    ["another's row", await sessionCookie({ id, sessionId: other.sessionId }), "session-ended"],
  ];
  for (const [name, cookie, refusal] of cases) assert.equal(refusalOf(await readSession(db, cookie)), refusal, name);
});

test("signing in opens a row and its own sign-out ends it, no other", async () => {
  const person = await aPerson(database.ctx.db);
  const signedIn = await signIn(database.ctx, { email: person.email, password: testPassword }, from);
  assert.ok(signedIn.ok);
  const { sessionId } = signedIn.person;
  assert.deepEqual(await openSessions(person), [person.sessionId, sessionId].sort());
  await signOut(database.ctx, { sub: person.actor.id, sid: sessionId });
  assert.deepEqual(await openSessions(person), [person.sessionId]);
  assert.equal((await lastEvent())?.verb, "person.signed-out");
  await signOut(database.ctx, { sub: person.actor.id, sid: sessionId });
  await signOut(database.ctx, { sub: "nonsense" });
  assert.deepEqual(await openSessions(person), [person.sessionId]);
});

test("a person keeps the newest hundred sessions; those that ran out are swept", async () => {
  const { db } = database.ctx;
  const [person, other] = [await aPerson(db), await aPerson(db)];
  const longAgo = await aSession(db, other.actor.id, new Date(Date.now() - (sessionSeconds + 60) * 1000));
  for (let n = 0; n < 104; n += 1) await aSession(db, person.actor.id);
  const signedIn = await signIn(database.ctx, { email: person.email, password: testPassword }, from);
  assert.ok(signedIn.ok);
  const open = await openSessions(person);
  assert.equal(open.length, 100);
  assert.ok(open.includes(signedIn.person.sessionId) && !open.includes(person.sessionId));
  assert.ok(!(await openSessions(other)).includes(longAgo));
});

test("last seen is written once a minute, by requests and by open screens", async () => {
  const { db } = database.ctx;
  const person = await aPerson(db);
  const { id } = person.actor;
  const seen = async () => {
    const [row] = await db.select().from(sessions).where(eq(sessions.id, person.sessionId));
    const [user] = await db.select().from(users).where(eq(users.id, id));
    return [row?.lastSeenAt.getTime(), user?.lastHereAt?.getTime() ?? null];
  };
  const setBack = async (ms: number) => {
    const lastSeenAt = new Date(Date.now() - ms);
    await db.update(sessions).set({ lastSeenAt }).where(eq(sessions.id, person.sessionId));
    await db.update(users).set({ lastHereAt: null }).where(eq(users.id, id));
    return lastSeenAt.getTime();
  };
  const looks: [name: string, look: () => Promise<unknown>][] = [
    ["request", () => readSession(db, person.cookie)],
    ["screen", () => readEndedSessions(db, [{ sessionId: person.sessionId }])],
  ];
  for (const [name, look] of looks) {
    const recent = await setBack(seenEveryMs - 5_000);
    await look();
    assert.deepEqual(await seen(), [recent, null], name);
    const old = await setBack(seenEveryMs + 1_000);
    await look();
    const [now, here] = await seen();
    assert.ok(Number(now) > old && here === now, name);
  }
});

test("which open screens have ended: session gone, account disabled; others stay", async () => {
  const { db, now } = database.ctx;
  const [stays, disabled, ended] = [await aPerson(db), await aPerson(db), await aPerson(db)];
  await db.update(users).set({ disabledAt: now() }).where(eq(users.id, disabled.actor.id));
  await db.delete(sessions).where(eq(sessions.id, ended.sessionId));
  const screens = [stays, disabled, ended].map(({ sessionId }) => ({ sessionId }));
  assert.deepEqual([...(await readEndedSessions(db, screens))], screens.slice(1));
  assert.equal((await readEndedSessions(db, [])).size, 0);
});

test("disabling: every session ends at once, with its own sentence", async () => {
  const { db } = database.ctx;
  const [admin, person] = [await aPerson(db, ["admin"]), await aPerson(db)];
  const second = await sessionCookie({ id: person.actor.id, sessionId: await aSession(db, person.actor.id) });
  assert.ok((await disablePerson(asPerson(admin), { person: person.actor.id, reason: "left the site" })).ok);
  assert.deepEqual([await standing(person.cookie), await standing(second)], ["account-disabled", "account-disabled"]);
  assert.equal(await standing(admin.cookie), null);
});

test("the account page: one's own sessions, this one first and marked", async () => {
  const { db } = database.ctx;
  const [person, other] = [await aPerson(db), await aPerson(db)];
  const older = await aSession(db, person.actor.id, new Date(Date.now() - 3_600_000));
  const account = await readAccount(asPerson(person), await sessionOf(person));
  assert.deepEqual(
    account.sessions.map(({ id, thisOne }) => [id, thisOne]),
    [
      [person.sessionId, true],
      [older, false],
    ],
  );
  assert.ok(!JSON.stringify(account).includes(other.sessionId));
});

test("ending one session: one's own only, once", async () => {
  const { db } = database.ctx;
  const [person, other] = [await aPerson(db), await aPerson(db)];
  const second = await aSession(db, person.actor.id);
  const ctx = asPerson(person);
  assert.equal(refusalOf(await endSession(ctx, { session: other.sessionId })), "session-not-found");
  assert.equal(await standing(other.cookie), null);
  assert.ok((await endSession(ctx, { session: second })).ok);
  assert.equal(refusalOf(await endSession(ctx, { session: second })), "session-not-found");
  assert.deepEqual(await openSessions(person), [person.sessionId]);
});

test("signing out everywhere ends this session too, and nobody else's", async () => {
  const { db } = database.ctx;
  const [person, other] = [await aPerson(db), await aPerson(db)];
  await aSession(db, person.actor.id);
  assert.equal((await signOutEverywhere(asPerson(person))).sessionsEnded, 2);
  assert.deepEqual([await standing(person.cookie), await standing(other.cookie)], ["session-ended", null]);
});

test("changing one's password: the old one is asked, the other sessions end, this one stays, the log has neither", async () => {
  const { db } = database.ctx;
  const person = await aPerson(db);
  const [second, ctx] = [await aSession(db, person.actor.id), asPerson(person)];
  const fresh = "a much better pass phrase";
  const wrong = await changePassword(ctx, { sessionId: person.sessionId, old: "not this one", password: fresh });
  assert.equal(refusalOf(wrong), "old-password-wrong");
  assert.ok((await openSessions(person)).includes(second));
  const changed = await changePassword(ctx, { sessionId: person.sessionId, old: testPassword, password: fresh });
  assert.deepEqual(changed, { ok: true, sessionsEnded: 1 });
  assert.deepEqual(await openSessions(person), [person.sessionId]);
  const { email } = person;
  assert.equal(refusalOf(await signIn(database.ctx, { email, password: testPassword }, from)), "wrong-credentials");
  assert.ok((await signIn(database.ctx, { email, password: fresh }, from)).ok);
  const log = JSON.stringify(await db.select().from(events));
  assert.ok(!log.includes(fresh) && !log.includes(testPassword) && !log.includes("scrypt"));
});

test("two password changes at once: one wins", async () => {
  const person = await aPerson(database.ctx.db);
  const change = (password: string) =>
    changePassword(asPerson(person), { sessionId: person.sessionId, old: testPassword, password });
  const both = await Promise.all([change("the first of two phrases"), change("the second of two phrases")]);
  assert.deepEqual(both.map(refusalOf).sort(), [null, "old-password-wrong"].sort());
});

test("five wrong old passwords: this session waits, and nothing else does", async () => {
  const person = await aPerson(database.ctx.db);
  const ctx = asPerson(person);
  const { sessionId, email } = person;
  const password = "another good pass phrase";
  const tries = [];
  for (let n = 0; n < 6; n += 1)
    tries.push(refusalOf(await changePassword(ctx, { sessionId, old: "wrong", password })));
  assert.deepEqual(tries, [...Array.from({ length: 5 }, () => "old-password-wrong"), "password-waits"]);
  assert.equal(refusalOf(await changePassword(ctx, { sessionId, old: testPassword, password })), "password-waits");
  assert.equal(await standing(person.cookie), null);
  const signedIn = await signIn(database.ctx, { email, password: testPassword }, from);
  assert.ok(signedIn.ok);
  const elsewhere = { sessionId: signedIn.person.sessionId, old: testPassword, password };
  assert.ok((await changePassword(ctx, elsewhere)).ok);
});
