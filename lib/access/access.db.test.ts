import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { eq } from "drizzle-orm";
import { setUpLinks, users } from "#drizzle/schema/access.ts";
import { events } from "#drizzle/schema/platform.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { createFirstAdmin } from "./create-first-admin.ts";
import { makeSetUpLink } from "./make-set-up-link.ts";
import { readEndedSessions } from "./read-ended-sessions.ts";
import { readSession } from "./read-session.ts";
import { readSetUpLink } from "./read-set-up-link.ts";
import { userCount } from "./read-user-count.ts";
import { sessionSeconds } from "./session-token.ts";
import { signIn } from "./sign-in.ts";
import { aPerson, sessionCookie, testPassword } from "./testing/person.ts";
import { useSetUpLink } from "./use-set-up-link.ts";

let database: TestDatabase;
const admin = { name: "Katrin Brandt", email: "k.brandt@plant.example", password: "a long enough pass phrase" };

before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  await database.ctx.db.delete(users);
  await database.ctx.db.delete(setUpLinks);
});

async function aLink(): Promise<string> {
  const made = await makeSetUpLink(database.ctx);
  assert.ok(made.ok);
  return made.token;
}

const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? null : result.refusal);
const later = (minutes: number) => ({ ...database.ctx, now: () => new Date(Date.now() + minutes * 60_000) });

test("a set-up link names one admin, once", async () => {
  const token = await aLink();
  const named = await useSetUpLink(database.ctx, { ...admin, token });
  assert.ok(named.ok);
  const [user] = await database.ctx.db.select().from(users);
  assert.deepEqual(user?.roles, ["admin", "lead"]);
  assert.ok(!user?.passwordHash.includes(admin.password));
  assert.equal(refusalOf(await useSetUpLink(database.ctx, { ...admin, token })), "set-up-link-used");
  assert.equal(await userCount(database.ctx), 1);
});

test("two at once with one link: one wins", async () => {
  const token = await aLink();
  const two = await Promise.all([
    useSetUpLink(database.ctx, { ...admin, token }),
    useSetUpLink(database.ctx, { ...admin, email: "other@plant.example", token }),
  ]);
  assert.deepEqual(two.map(refusalOf).sort(), ["set-up-link-used", null].sort());
  assert.equal(await userCount(database.ctx), 1);
});

test("a link and the configuration at once: one admin", async () => {
  const token = await aLink();
  const both = await Promise.all([
    useSetUpLink(database.ctx, { ...admin, token }),
    createFirstAdmin(database.ctx, { ...admin, email: "other@plant.example" }),
  ]);
  assert.equal(both.filter((one) => one.ok).length, 1);
  assert.equal(await userCount(database.ctx), 1);
});

test("links that are unknown, too old, or replaced by a newer one are refused", async () => {
  const old = await aLink();
  const expired = await useSetUpLink(later(30), { ...admin, token: old });
  assert.equal(refusalOf(expired), "set-up-link-expired");
  const token = await aLink();
  assert.equal(refusalOf(await readSetUpLink(database.ctx, old)), "set-up-link-unknown");
  assert.equal(refusalOf(await readSetUpLink(later(29), token)), null);
});

test("with an account there is no link, and none is made", async () => {
  const token = await aLink();
  await createFirstAdmin(database.ctx, admin);
  assert.equal(refusalOf(await makeSetUpLink(database.ctx)), "accounts-exist");
  assert.equal(refusalOf(await useSetUpLink(database.ctx, { ...admin, token })), "accounts-exist");
  const link = await readSetUpLink(database.ctx, token);
  assert.equal(refusalOf(await createFirstAdmin(database.ctx, admin)), "accounts-exist");
  assert.ok(link.ok, "a refusal leaves the link as it was");
});

test("the log says who was named and never the password", async () => {
  await createFirstAdmin(database.ctx, admin);
  const rows = await database.ctx.db.select().from(events).where(eq(events.chain, "installation"));
  assert.ok(rows.some((row) => row.verb === "person.named-first-admin"));
  assert.ok(!JSON.stringify(rows).includes(admin.password));
  assert.ok(!JSON.stringify(rows).includes("scrypt"));
});

test("sign-in: e-mail in any case; a wrong password and an unknown address are told alike", async () => {
  const person = await aPerson(database.ctx.db);
  const email = person.email.toUpperCase();
  const signedIn = await signIn(database.ctx, { email, password: testPassword });
  assert.ok(signedIn.ok);
  assert.equal(signedIn.person.id, person.actor.id);
  const wrong = await signIn(database.ctx, { email, password: "something else" });
  const unknown = await signIn(database.ctx, { email: "nobody@plant.example", password: testPassword });
  assert.deepEqual([refusalOf(wrong), refusalOf(unknown)], ["wrong-credentials", "wrong-credentials"]);
});

test("a disabled account cannot sign in; only who knows the password learns why", async () => {
  const { email, actor } = await aPerson(database.ctx.db);
  await database.ctx.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, actor.id));
  const right = await signIn(database.ctx, { email, password: testPassword });
  const wrong = await signIn(database.ctx, { email, password: "something else" });
  assert.deepEqual([refusalOf(right), refusalOf(wrong)], ["account-disabled", "wrong-credentials"]);
});

test("a session: read with its roles, ended by time, by its version, by disabling, by a foreign key", async () => {
  const { db } = database.ctx;
  const { actor, cookie } = await aPerson(db, ["lead", "trainer"]);
  const { id } = actor;
  const read = await readSession(db, `other=1; ${cookie}`);
  assert.ok(read.ok);
  assert.deepEqual(read.session.actor, actor);
  const past = await sessionCookie({ id, agoSeconds: sessionSeconds + 60 });
  assert.equal(refusalOf(await readSession(db, past)), "session-expired");
  assert.equal(refusalOf(await readSession(db, null)), "signed-out");
  assert.equal(refusalOf(await readSession(db, `${cookie.slice(0, -4)}AAAA`)), "signed-out");
  await db.update(users).set({ sessionVersion: 2 }).where(eq(users.id, id));
  assert.equal(refusalOf(await readSession(db, cookie)), "session-ended");
  const second = await sessionCookie({ id, sessionVersion: 2 });
  assert.equal(refusalOf(await readSession(db, second)), null);
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, id));
  assert.equal(refusalOf(await readSession(db, second)), "account-disabled");
});

test("which open sessions have ended", async () => {
  const { db } = database.ctx;
  const [stays, disabled, raised] = await Promise.all([aPerson(db), aPerson(db), aPerson(db)]);
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.actor.id));
  await db.update(users).set({ sessionVersion: 2 }).where(eq(users.id, raised.actor.id));
  const sessions = [stays, disabled, raised].map(({ actor }) => ({ id: actor.id, sessionVersion: 1 }));
  const ended = await readEndedSessions(db, sessions);
  assert.deepEqual([...ended].map((one) => one.id).sort(), [disabled.actor.id, raised.actor.id].sort());
});
