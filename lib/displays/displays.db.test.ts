import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import { aPerson, type TestPerson } from "#lib/access/testing/person.ts";
import { logEntries } from "#lib/log/log-entries.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import { reopenPilot } from "#lib/pilots/reopen-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type Door, everyDoor, knock } from "#lib/platform/http/testing/every-door.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { serverVersion } from "#lib/platform/server-version.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { askReload } from "./ask-reload.ts";
import { changeDisplay } from "./change-display.ts";
import { readDisplays } from "./read-displays.ts";
import { revokeDisplay } from "./revoke-display.ts";
import { showDisplayName } from "./show-display-name.ts";
import { aDisplay, aPilot, aScreen, askWall, someReport, someSettings } from "./testing/a-display.ts";

let database: TestDatabase;
let doors: Door[];
let person: TestPerson;
let lead: Ctx;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  doors = await everyDoor();
  person = await aPerson(database.ctx.db, ["lead"]);
  lead = { ...database.ctx, actor: person.actor };
});
after(() => database.close());

const refusalOf = (result: { ok: boolean; refusal?: string }) => (result.ok ? "ok" : result.refusal);

async function here() {
  const place = await aPilot(database.ctx);
  return { ...place, ...(await aDisplay(lead, place.pilot)) };
}

type Written = { verb: string; id: string; before: unknown; after: unknown; reason: string | null };

async function eventsOf(pilotId: string): Promise<Written[]> {
  const rows = await database.connection.sql`
    select verb, subject_id, before, after, reason from events
    where chain = ${pilotId} and subject_kind = 'display' order by sequence`;
  return rows.map((row) => ({
    ...{ verb: String(row["verb"]), id: String(row["subject_id"]), before: row["before"], after: row["after"] },
    reason: row["reason"],
  }));
}

const archived = { reason: "it was only a trial" };

test("what is asked of a display that does not fit is refused at the door, with the field", async () => {
  const { pilot } = await aPilot(database.ctx);
  const { code } = await aScreen();
  const door = doors.find(({ name }) => name === "POST api/v1/pilots/[pilot]/displays") ?? assert.fail();
  const cases: [what: string, change: object, path: string][] = [
    ["no boards", { boards: [] }, "boards"],
    ["a board twice", { boards: ["poll", "poll"] }, "boards"],
    ["a board that there is not", { boards: ["poll", "weather"] }, "boards.1"],
    ["five boards", { boards: ["poll", "vitals", "rollback", "next", "poll"] }, "boards"],
    ["no name", { name: "  " }, "name"],
    ["a long name", { name: "x".repeat(41) }, "name"],
    ["a name on two lines", { name: "Hall\n2" }, "name"],
    ["a long place", { place: "x".repeat(61) }, "place"],
    ["a language that walls do not speak", { language: "fr" }, "language"],
    ["a tone that is no yes or no", { sound: "loud" }, "sound"],
    ["a code of seven letters", { code: code.slice(1) }, "code"],
    ["a code with a vowel", { code: `A${code.slice(1)}` }, "code"],
  ];
  for (const [what, change, path] of cases) {
    const body = JSON.stringify({ code, ...someSettings, ...change });
    const { answer, text } = await knock(door, { headers: { cookie: person.cookie }, params: { pilot }, body });
    assert.equal(answer.status, 422, what);
    assert.equal(JSON.parse(text).errors[0].path, path, what);
  }
  const body = JSON.stringify({ code: code.toLowerCase(), ...someSettings, boards: ["next", "poll"], place: "" });
  const { answer, text } = await knock(door, { headers: { cookie: person.cookie }, params: { pilot }, body });
  assert.equal(answer.status, 201, "none of them used the code up, or counted as a wrong one");
  assert.deepEqual(JSON.parse(text).boards, ["poll", "next"]);
});

test("a change keeps what was left out, and its event has only what differs", async () => {
  const { pilot, pilotId, display, cookie } = await here();
  const change = { version: 1, name: "Hall 2 west", place: "over gate 3", boards: ["vitals" as const] };
  const changed = await changeDisplay(lead, { pilot, display: display.id, ...change });
  assert.ok(changed.ok);
  assert.equal(changed.display.version, 2);
  const [, event] = await eventsOf(pilotId);
  assert.deepEqual(event, {
    ...{ verb: "display.changed", id: display.id, reason: null },
    before: { name: "Hall 2 east", boards: ["poll", "next"] },
    after: { name: "Hall 2 west", boards: ["vitals"], version: 2 },
  });
  const { settings } = await (await askWall(cookie)).json();
  assert.deepEqual(settings, { ...someSettings, number: 1, name: "Hall 2 west", boards: ["vitals"] });
  const same = await changeDisplay(lead, { pilot, display: display.id, version: 2, name: "Hall 2 west" });
  assert.ok(same.ok && same.display.version === 2);
  assert.equal((await eventsOf(pilotId)).length, 2);
});

test("the second of two who change a display is told who was first, and overwrites nothing", async () => {
  const { pilot, display } = await here();
  const other = { ...lead, actor: (await aPerson(database.ctx.db, ["admin"])).actor };
  const asked = { pilot, display: display.id, version: 1 };
  const both = await Promise.all([
    changeDisplay(lead, { ...asked, name: "One" }),
    changeDisplay(other, { ...asked, name: "Two" }),
  ]);
  assert.deepEqual(both.map(refusalOf).sort(), ["display-changed", "ok"]);
  const late = await changeDisplay(lead, { ...asked, sound: true });
  const first = both[0].ok ? lead.actor.name : other.actor.name;
  assert.ok(!late.ok && late.details?.says?.["by"] === first);
});

test("a revoked display reads nothing from then on, stays in the list, and is revoked once", async () => {
  const { pilot, pilotId, display, cookie, report } = await here();
  const asked = { pilot, display: display.id };
  const both = await Promise.all([
    revokeDisplay(lead, { ...asked, reason: "screen replaced" }),
    revokeDisplay(lead, { ...asked, reason: "screen replaced" }),
  ]);
  assert.deepEqual(both.map(refusalOf).sort(), ["display-revoked-already", "ok"]);
  for (const refused of [await askWall(cookie), await report(someReport)])
    assert.deepEqual([refused.status, (await refused.json()).type], [401, "urn:gantry:display-revoked"]);
  const read = await readDisplays(lead, { pilot });
  assert.ok(read.ok && read.displays[0]?.revoked?.by === lead.actor.name);
  const [, event] = await eventsOf(pilotId);
  assert.deepEqual([event?.verb, event?.id, event?.reason], ["display.revoked", display.id, "screen replaced"]);
  assert.equal((await eventsOf(pilotId)).length, 2);
  const revoked = [
    await changeDisplay(lead, { ...asked, version: 2, name: "One" }),
    await showDisplayName(lead, asked),
    await askReload(lead, { pilot }),
  ];
  assert.deepEqual(revoked.map(refusalOf), ["display-revoked-already", "display-revoked-already", "displays-none"]);
});

test("a display is found under its own pilot only", async () => {
  const [{ display, cookie }, elsewhere] = [await here(), await here()];
  const asked = { pilot: elsewhere.pilot, display: display.id };
  const said = [
    await changeDisplay(lead, { ...asked, version: 1, name: "One" }),
    await revokeDisplay(lead, asked),
    await showDisplayName(lead, asked),
    await changeDisplay(lead, { ...asked, display: randomUUID(), version: 1 }),
    await revokeDisplay(lead, { ...asked, pilot: "no-such-pilot" }),
  ];
  const notFound = "display-not-found";
  assert.deepEqual(said.map(refusalOf), [notFound, notFound, notFound, notFound, "pilot-not-found"]);
  assert.equal((await askWall(cookie)).status, 200);
  const read = await readDisplays(lead, { pilot: elsewhere.pilot });
  assert.deepEqual(read.ok && read.displays.map(({ id }) => id), [elsewhere.display.id]);
});

test("displays of an archived pilot say so and show nothing until it is reopened; revoking still works", async () => {
  const { pilot, display, cookie, report } = await here();
  const { display: other } = await aDisplay(lead, pilot);
  assert.ok((await archivePilot(lead, { pilot, ...archived })).ok);
  for (const answer of [await askWall(cookie), await report(someReport)]) {
    const said = await answer.json();
    assert.deepEqual([answer.status, said.type], [409, "urn:gantry:display-pilot-archived"]);
    assert.match(said.detail, /^Pilot is archived: its displays show nothing\./);
  }
  const asked = { pilot, display: display.id };
  const closed = [
    await changeDisplay(lead, { ...asked, version: 1, name: "One" }),
    await showDisplayName(lead, asked),
    await askReload(lead, { pilot }),
  ];
  assert.deepEqual(closed.map(refusalOf), Array(3).fill("pilot-archived"));
  assert.ok((await revokeDisplay(lead, { pilot, display: other.id })).ok);
  assert.ok((await readDisplays(lead, { pilot })).ok);
  assert.ok((await reopenPilot(lead, { pilot })).ok);
  assert.equal((await askWall(cookie)).status, 200);
});

test("all displays are asked to load anew, with one event; those that were revoked are not", async () => {
  const { pilot, pilotId, display, cookie } = await here();
  const second = await aDisplay(lead, pilot);
  assert.ok((await revokeDisplay(lead, { pilot, display: display.id })).ok);
  const asked = await askReload(lead, { pilot });
  assert.ok(asked.ok && asked.displays === 1);
  assert.equal((await (await second.wall()).json()).reloadAskedAt, asked.askedAt);
  assert.equal((await askWall(cookie)).status, 401);
  const last = (await eventsOf(pilotId)).at(-1);
  assert.deepEqual([last?.verb, last?.id, last?.after], ["display.reload-asked", "all", { displays: 1 }]);
});

test("a display shows its name for a while: no event, its settings as they were, and the screens are told", async (t) => {
  const { pilot, pilotId, display, cookie } = await here();
  const heard: string[] = [];
  const { unlisten } = await database.connection.sql.listen("gantry_changes", (payload) => heard.push(payload));
  t.after(unlisten);
  const shown = await showDisplayName(lead, { pilot, display: display.id });
  assert.ok(shown.ok && shown.showNameUntil > Date.now());
  assert.equal((await (await askWall(cookie)).json()).showNameUntil, shown.showNameUntil);
  await waitFor("the screens are told", () => heard.includes(`${pilotId}:display:figures`));
  assert.equal((await eventsOf(pilotId)).length, 1);
  const read = await readDisplays(lead, { pilot });
  assert.ok(read.ok && read.displays[0]?.version === 1);
});

test("what a screen says of itself is kept over what it said before, and is no event", async () => {
  const { pilot, pilotId, report } = await here();
  const stale = { ...someReport, phase: "stale" as const, staleSince: 1_700_000_000_500, heapBytes: null };
  for (const one of [someReport, stale]) assert.equal((await report(one)).status, 200);
  const read = await readDisplays(lead, { pilot });
  assert.ok(read.ok);
  const [display] = read.displays;
  assert.deepEqual(display?.report, stale);
  assert.equal(display?.lastAddress, "10.0.0.9");
  assert.ok(Math.abs(read.now - (display?.lastSeenAt ?? 0)) < 60_000);
  assert.deepEqual((await eventsOf(pilotId)).length, 1);
});

test("a report that no screen sends is refused, and one without pairing too", async () => {
  const { pilot, report } = await here();
  const wrong: object[] = [
    { board: "weather" },
    { phase: "fine" },
    { width: 0 },
    { staleSince: -1 },
    { version: "x".repeat(101) },
    { overall: "a\nb" },
    { heapBytes: 0.5 },
    { name: "Hall 9" },
  ];
  for (const one of wrong) assert.equal((await report({ ...someReport, ...one })).status, 422, JSON.stringify(one));
  assert.equal((await (await aScreen()).report(someReport)).status, 401);
  const read = await readDisplays(lead, { pilot });
  assert.ok(read.ok && read.displays[0]?.report === null);
});

test("a page of another build is old; a display that never spoke, or was revoked, is not", async () => {
  const { pilot, display, report } = await here();
  await aDisplay(lead, pilot);
  const isOld = async () => {
    const read = await readDisplays(lead, { pilot });
    assert.ok(read.ok && read.serverVersion === serverVersion());
    return read.displays.map((one) => one.isOld);
  };
  await report({ ...someReport, version: serverVersion() });
  assert.deepEqual(await isOld(), [false, false]);
  await report({ ...someReport, version: "0.0.1+another" });
  assert.deepEqual(await isOld(), [true, false]);
  assert.ok((await revokeDisplay(lead, { pilot, display: display.id })).ok);
  assert.deepEqual(await isOld(), [false, false]);
});

test("the log names displays as people do", async () => {
  const { pilot, pilotId, display } = await here();
  await changeDisplay(lead, { pilot, display: display.id, version: 1, name: "Hall 2 west" });
  await askReload(lead, { pilot });
  const { db } = database.ctx;
  const rows = await db.select().from(events).where(eq(events.chain, pilotId)).orderBy(asc(events.sequence));
  const said = (await logEntries(db, pilot, rows)).map(({ did, about }) => [did, about.text, about.href]);
  const href = `/${pilot}/displays`;
  assert.deepEqual(said, [
    ["paired the display", "D1 Hall 2 west", href],
    ["changed the display", "D1 Hall 2 west", href],
    ["asked displays to load their page anew", "All displays", href],
  ]);
});
