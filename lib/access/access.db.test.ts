import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { eq } from "drizzle-orm";
import { sessions, setUpLinks, signInTries, users } from "#drizzle/schema/access.ts";
import { events } from "#drizzle/schema/platform.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { createFirstAdmin } from "./create-first-admin.ts";
import { makeSetUpLink } from "./make-set-up-link.ts";
import { readSetUpLink } from "./read-set-up-link.ts";
import { userCount } from "./read-user-count.ts";
import { signIn } from "./sign-in.ts";
import { aPerson, testPassword } from "./testing/person.ts";
import { useSetUpLink } from "./use-set-up-link.ts";

let database: TestDatabase;
const from = { where: { address: "192.0.2.7", browser: "Firefox on Linux" }, device: null };
const admin = { name: "Katrin Brandt", email: "k.brandt@plant.example", password: "a long enough pass phrase" };

before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(async () => {
  await database.ctx.db.delete(sessions);
  await database.ctx.db.delete(signInTries);
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
  const signedIn = await signIn(database.ctx, { email, password: testPassword }, from);
  assert.ok(signedIn.ok);
  assert.equal(signedIn.person.id, person.actor.id);
  const wrong = await signIn(database.ctx, { email, password: "something else" }, from);
  const unknown = await signIn(database.ctx, { email: "nobody@plant.example", password: testPassword }, from);
  assert.deepEqual([refusalOf(wrong), refusalOf(unknown)], ["wrong-credentials", "wrong-credentials"]);
});

test("a disabled account cannot sign in; only who knows the password learns why", async () => {
  const { email, actor } = await aPerson(database.ctx.db);
  await database.ctx.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, actor.id));
  const right = await signIn(database.ctx, { email, password: testPassword }, from);
  const wrong = await signIn(database.ctx, { email, password: "something else" }, from);
  assert.deepEqual([refusalOf(right), refusalOf(wrong)], ["account-disabled", "wrong-credentials"]);
});
