import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { after, before } from "node:test";
import { desc, eq, sql } from "drizzle-orm";
import { accountLinks, users } from "#drizzle/schema/access.ts";
import { events } from "#drizzle/schema/platform.ts";
import { type Ctx, makeCtx, type Role } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { acceptInvite } from "./accept-invite.ts";
import { changePerson } from "./change-person.ts";
import { disablePerson } from "./disable-person.ts";
import { enablePerson } from "./enable-person.ts";
import { invitePerson } from "./invite-person.ts";
import { makeResetLink } from "./make-reset-link.ts";
import { readAccountLink } from "./read-account-link.ts";
import { readPeople } from "./read-people.ts";
import { readSession } from "./read-session.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeInvite } from "./revoke-invite.ts";
import { signIn } from "./sign-in.ts";
import { aPerson, type TestPerson, testPassword } from "./testing/person.ts";

let database: TestDatabase;
let admin: TestPerson;
let ctx: Ctx;

before(async () => {
  database = await testDatabase();
  admin = await aPerson(database.ctx.db, ["admin"]);
  ctx = makeCtx(database.ctx.db, admin.actor);
});
after(() => database.close());

const reason = "asked for by the plant";
const from = { where: { address: "192.0.2.7", browser: "Firefox on Linux" }, device: null };
const nobody = "018f0000-0000-7000-8000-000000000000";
const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? null : result.refusal);
const later = (days: number): Ctx => ({ ...database.ctx, now: () => new Date(Date.now() + days * 24 * 3_600_000) });

const anEmail = () => `${randomUUID()}@plant.example`;

async function anInvite(roles: Role[] = ["viewer"], by = ctx) {
  const email = anEmail();
  const made = await invitePerson(by, { email, name: "Jana Vogel", roles });
  assert.ok(made.ok);
  return { id: made.id, email, token: tokenOf(made.path) };
}

function tokenOf(path: string): string {
  return new URL(path, "http://x").searchParams.get("token") ?? "";
}

const accept = (token: string, name = "Jana Vogel") =>
  acceptInvite(database.ctx, { token, name, password: testPassword });

async function roleOf({ actor }: TestPerson) {
  const [user] = await database.ctx.db.select().from(users).where(eq(users.id, actor.id));
  return { roles: user?.roles ?? [], enabled: user?.disabledAt === null, name: user?.name };
}

async function lastEvent() {
  const [event] = await database.ctx.db.select().from(events).orderBy(desc(events.sequence)).limit(1);
  return event;
}

function change(person: TestPerson, roles: Role[], by = ctx, was: readonly Role[] = person.actor.roles) {
  const { id, name } = person.actor;
  return changePerson(by, { person: id, was: { name, roles: [...was] }, name, roles, reason });
}

test("an invitation makes one account with its roles, once; its token stands nowhere", async () => {
  const { token, email, id } = await anInvite(["viewer", "trainer"]);
  const open = await readPeople(ctx);
  assert.ok(open.invites.some((one) => one.id === id && one.email === email));
  const accepted = await accept(token, "Jana V.");
  assert.ok(accepted.ok);
  const [user] = await database.ctx.db.select().from(users).where(eq(users.email, email));
  assert.deepEqual([user?.id, user?.name, user?.roles], [accepted.personId, "Jana V.", ["viewer", "trainer"]]);
  assert.equal(refusalOf(await accept(token)), "link-used");
  assert.ok((await signIn(database.ctx, { email, password: testPassword }, from)).ok);
  assert.ok(!(await readPeople(ctx)).invites.some((one) => one.id === id));
  const kept = JSON.stringify([
    await database.ctx.db.select().from(accountLinks),
    await database.ctx.db.select().from(events),
  ]);
  assert.ok(!kept.includes(token) && !kept.includes(testPassword));
});

test("links that are unknown, revoked, replaced or too old open nothing, and say why", async () => {
  const [revoked, old, replaced] = [await anInvite(), await anInvite(), await anInvite()];
  assert.ok((await revokeInvite(ctx, { invite: revoked.id })).ok);
  const again = await invitePerson(ctx, { email: replaced.email.toUpperCase(), name: "J", roles: ["lead"] });
  assert.ok(again.ok);
  const cases: [name: string, token: string, by: Ctx, refusal: string | null][] = [
    ["unknown", "A".repeat(43), database.ctx, "link-unknown"],
    ["revoked", revoked.token, database.ctx, "link-revoked"],
    ["replaced", replaced.token, database.ctx, "link-revoked"],
    ["the newer one", tokenOf(again.path), database.ctx, null],
    ["after 6.9 days", old.token, later(6.9), null],
    ["after 7 days", old.token, later(7.001), "link-expired"],
  ];
  for (const [name, token, by, refusal] of cases) {
    assert.equal(refusalOf(await readAccountLink(by, token)), refusal, name);
    if (refusal === null) continue;
    assert.equal(refusalOf(await acceptInvite(by, { token, name: "J", password: testPassword })), refusal, name);
    assert.equal(refusalOf(await resetPassword(by, { token, password: testPassword })), refusal, name);
  }
  assert.equal(refusalOf(await revokeInvite(ctx, { invite: revoked.id })), "invite-not-found");
  assert.equal(refusalOf(await revokeInvite(ctx, { invite: nobody })), "invite-not-found");
});

test("two at once with one invitation: one wins; one address has one account, in any case", async () => {
  const { token, email } = await anInvite();
  const both = await Promise.all([accept(token), accept(token)]);
  assert.deepEqual(both.map(refusalOf).sort(), [null, "link-used"].sort());
  const taken = await invitePerson(ctx, { email: email.toUpperCase(), name: "J", roles: ["viewer"] });
  assert.equal(refusalOf(taken), "email-taken");
});

test("two invitations of one address at once: one of them is open", async () => {
  const email = anEmail();
  const invite = () => invitePerson(ctx, { email, name: "J", roles: ["viewer"] });
  const both = await Promise.all([invite(), invite()]);
  const accepted = [];
  for (const made of both) {
    assert.ok(made.ok);
    accepted.push(refusalOf(await accept(tokenOf(made.path))));
  }
  assert.deepEqual(accepted.sort(), [null, "link-revoked"].sort());
});

test("an invitation and a reset are not taken for one another", async () => {
  const person = await aPerson(database.ctx.db);
  const made = await makeResetLink(ctx, { person: person.actor.id });
  const { token } = await anInvite();
  assert.ok(made.ok);
  assert.equal(refusalOf(await accept(tokenOf(made.path))), "link-unknown");
  assert.equal(refusalOf(await resetPassword(database.ctx, { token, password: testPassword })), "link-unknown");
});

test("roles and name change with before, after and reason, and hold from the next request", async () => {
  const person = await aPerson(database.ctx.db, ["viewer"]);
  assert.ok((await change(person, ["lead", "trainer"])).ok);
  const read = await readSession(database.ctx.db, person.cookie);
  assert.ok(read.ok);
  assert.deepEqual(read.session.actor.roles, ["lead", "trainer"]);
  const { name } = person.actor;
  const event = await lastEvent();
  assert.deepEqual(
    [event?.verb, event?.actorId, event?.subjectId, event?.reason, event?.before, event?.after],
    [
      "person.changed",
      admin.actor.id,
      person.actor.id,
      reason,
      { name, roles: ["viewer"] },
      { name, roles: ["lead", "trainer"] },
    ],
  );
});

test("nothing is overwritten that somebody else has saved meanwhile", async () => {
  const person = await aPerson(database.ctx.db, ["viewer"]);
  const both = await Promise.all([change(person, ["lead"]), change(person, ["trainer"])]);
  assert.deepEqual(both.map(refusalOf).sort(), [null, "person-changed"].sort());
  assert.equal(
    refusalOf(
      await changePerson(ctx, { person: nobody, was: { name: "", roles: [] }, name: "x", roles: ["lead"], reason }),
    ),
    "person-not-found",
  );
});

test("disabled and enabled again: no sign-in between, the roles stay, sessions stay ended", async () => {
  const person = await aPerson(database.ctx.db, ["lead"]);
  const who = { person: person.actor.id, reason };
  assert.ok((await disablePerson(ctx, who)).ok);
  const wanted = { email: person.email, password: testPassword };
  assert.equal(refusalOf(await signIn(database.ctx, wanted, from)), "account-disabled");
  assert.equal(refusalOf(await disablePerson(ctx, who)), "person-disabled");
  assert.equal(refusalOf(await makeResetLink(ctx, who)), "person-disabled");
  assert.ok((await enablePerson(ctx, who)).ok);
  assert.equal(refusalOf(await enablePerson(ctx, who)), "person-not-disabled");
  assert.equal(refusalOf(await readSession(database.ctx.db, person.cookie)), "session-ended");
  assert.ok((await signIn(database.ctx, wanted, from)).ok);
  assert.deepEqual((await roleOf(person)).roles, ["lead"]);
  for (const verb of [disablePerson, enablePerson])
    assert.equal(refusalOf(await verb(ctx, { person: nobody, reason })), "person-not-found");
});

test("who is disabled or stops being an admin leaves no open links behind", async () => {
  const [first, second] = [await aPerson(database.ctx.db, ["admin"]), await aPerson(database.ctx.db, ["admin"])];
  const byFirst = await anInvite(["admin"], makeCtx(database.ctx.db, first.actor));
  const bySecond = await anInvite(["admin"], makeCtx(database.ctx.db, second.actor));
  const toSecond = await makeResetLink(ctx, { person: second.actor.id });
  assert.ok(toSecond.ok);
  assert.ok((await change(first, ["viewer"])).ok);
  assert.ok((await disablePerson(ctx, { person: second.actor.id, reason })).ok);
  for (const token of [byFirst.token, bySecond.token, tokenOf(toSecond.path)])
    assert.equal(refusalOf(await readAccountLink(database.ctx, token)), "link-revoked");
});

test("a reset: the password changes and the sessions end when it is used, not before; once; the newest link only", async () => {
  const person = await aPerson(database.ctx.db);
  const [older, made] = [
    await makeResetLink(ctx, { person: person.actor.id }),
    await makeResetLink(ctx, { person: person.actor.id }),
  ];
  assert.ok(older.ok && made.ok);
  const [token, password] = [tokenOf(made.path), "given by the admin's link"];
  assert.ok((await readSession(database.ctx.db, person.cookie)).ok);
  assert.equal(refusalOf(await resetPassword(database.ctx, { token: tokenOf(older.path), password })), "link-revoked");
  assert.equal(refusalOf(await resetPassword(later(1.001), { token, password })), "link-expired");
  const both = await Promise.all([1, 2].map(() => resetPassword(database.ctx, { token, password })));
  assert.deepEqual(both.map(refusalOf).sort(), [null, "link-used"].sort());
  assert.equal(refusalOf(await readSession(database.ctx.db, person.cookie)), "session-ended");
  assert.ok((await signIn(database.ctx, { email: person.email, password }, from)).ok);
  assert.equal(refusalOf(await makeResetLink(ctx, { person: nobody })), "person-not-found");
});

test("who reads the people list is told what their role may know", async () => {
  const viewer = await aPerson(database.ctx.db);
  await anInvite();
  const seen = await readPeople(makeCtx(database.ctx.db, viewer.actor));
  assert.deepEqual([seen.mayChange, seen.invites, seen.addressWaits], [false, [], []]);
  assert.ok(seen.people.length > 1 && seen.people.every((one) => one.admin === null));
  assert.ok(!JSON.stringify(seen).includes("@"));
  const whole = await readPeople(ctx);
  const row = whole.people.find(({ id }) => id === viewer.actor.id);
  assert.deepEqual(row?.admin, { email: viewer.email, lastHereAt: null, openSessions: 1, waitsUntil: null });
  assert.ok(!JSON.stringify(whole).includes("scrypt"));
});

/** A database of its own: who is the last admin depends on everybody. */
async function twoAdmins(t: { after(end: () => Promise<void>): void }) {
  const own = await testDatabase();
  t.after(() => own.close());
  const { db } = own.ctx;
  const [one, two] = [await aPerson(db, ["admin", "lead"]), await aPerson(db, ["admin"])];
  const enabledAdmins = async () => {
    const rows = await db.select().from(users);
    return rows.filter(({ roles, disabledAt }) => roles.includes("admin") && disabledAt === null).length;
  };
  return { db, one, two, as: ({ actor }: TestPerson) => makeCtx(db, actor), enabledAdmins };
}

test("the last admin stays one: neither disabled nor changed, not even by themselves", async (t) => {
  const { one, two, as, enabledAdmins } = await twoAdmins(t);
  assert.ok((await disablePerson(as(one), { person: two.actor.id, reason })).ok);
  assert.equal(refusalOf(await disablePerson(as(one), { person: one.actor.id, reason })), "last-admin");
  assert.equal(refusalOf(await change(one, ["lead"], as(one))), "last-admin");
  assert.ok((await change(one, ["admin"], as(one))).ok);
  assert.ok((await change(two, ["viewer"], as(one))).ok, "one who is disabled is no admin that counts");
  assert.equal(await enabledAdmins(), 1);
});

test("two admins at once, each against the other: one is left", async (t) => {
  const { db, one, two, as, enabledAdmins } = await twoAdmins(t);
  assert.ok((await change(one, ["admin"], as(one))).ok);
  const waiting = async () => {
    const [row] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return (row?.n ?? 0) >= 2;
  };
  // Whoever holds the log's head holds up both just before they commit: so they do meet.
  const both = await db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from chain_heads where chain = 'installation' for update`);
    const asked = [change(two, ["viewer"], as(one)), disablePerson(as(two), { person: one.actor.id, reason })];
    await waitFor("both to wait for their locks", waiting);
    return { asked };
  });
  const refusals = (await Promise.all(both.asked)).map(refusalOf);
  assert.deepEqual(refusals.sort(), [null, "last-admin"].sort());
  assert.equal(await enabledAdmins(), 1);
});
