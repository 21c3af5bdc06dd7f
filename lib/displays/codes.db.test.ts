import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test, { after, before } from "node:test";
import { displayTokenHash } from "#lib/access/read-display.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { codeHash } from "./code-hash.ts";
import { codeLetters } from "./core/code.ts";
import { makeCode } from "./make-code.ts";
import { pairDisplay } from "./pair-display.ts";
import { revokeDisplay } from "./revoke-display.ts";
import { aDisplay, aPilot, aScreen, askCode, askWall, someSettings } from "./testing/a-display.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

async function aLead(): Promise<Ctx> {
  return { ...database.ctx, actor: (await aPerson(database.ctx.db, ["lead"])).actor };
}

const later = (ctx: Ctx, seconds: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + seconds * 1000) });

/** What a pairing came to: "ok", or why not. */
async function pair(ctx: Ctx, pilot: string, code: string): Promise<string> {
  const paired = await pairDisplay(ctx, { pilot, code, ...someSettings });
  return paired.ok ? "ok" : paired.refusal;
}

async function kindOf(answer: Response): Promise<[number, string]> {
  const { type } = await answer.json();
  return [answer.status, String(type).replace("urn:gantry:", "")];
}

async function codeRows(): Promise<number> {
  const [row] = await database.connection.sql`select count(*)::int as n from display_codes`;
  return Number(row?.["n"]);
}

const noCodes = () => database.connection.sql`delete from display_codes`;
const notACode = (code: string) => (code.startsWith("B") ? "C" : "B") + code.slice(1);

test("a screen shows a code, and what it carries admits it from the moment on at which a lead has typed the code", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx, "Line 4")];
  const screen = await aScreen();
  assert.match(screen.code, new RegExp(`^[${codeLetters}]{8}$`));
  const left = screen.expiresAt - Date.now();
  assert.ok(left > 9 * 60_000 && left <= 10 * 60_000, `${left}`);
  assert.deepEqual(await kindOf(await screen.wall()), [401, "display-unpaired"]);
  assert.equal(await pair(lead, pilot, screen.code), "ok");
  const answer = await screen.wall();
  assert.equal(answer.status, 200);
  const said = await answer.json();
  assert.deepEqual(said.settings, { number: 1, ...someSettings });
  assert.deepEqual([said.reloadAskedAt, said.showNameUntil, said.view.pilot.name], [null, null, "Line 4"]);
  assert.equal(typeof said.serverVersion, "string");
});

test("the cookie is the screen's alone: for the wall's doors, out of reach of scripts, marked Secure behind TLS", async () => {
  const plain = (await askCode({ address: "10.0.1.1" })).headers.getSetCookie();
  const rest = "Path=/api/v1/wall; HttpOnly; SameSite=Strict; Max-Age=34560000";
  assert.equal(plain.length, 1);
  assert.match(plain[0] ?? "", new RegExp(`^gantry-wall=[\\w-]{43}; ${rest}$`));
  const secure = (await askCode({ address: "10.0.1.1", proto: "https" })).headers.getSetCookie();
  assert.match(secure[0] ?? "", new RegExp(`^__Secure-gantry-wall=[\\w-]{43}; ${rest}; Secure$`));
});

test("each loading of the wall gives the same cookie anew", async () => {
  const { pilot } = await aPilot(database.ctx);
  const { cookie } = await aDisplay(await aLead(), pilot);
  const again = (await askWall(cookie)).headers.getSetCookie();
  assert.ok(again[0]?.startsWith(`${cookie}; `) && again.length === 1);
});

test("neither a code nor what a screen carries is kept as it is, also not in the log", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  const screen = await aScreen();
  const token = screen.cookie.split("=")[1] ?? "";
  const kept = async () => {
    const { sql } = database.connection;
    const rows = [
      await sql`select * from display_codes`,
      await sql`select * from displays`,
      await sql`select * from events`,
    ];
    return JSON.stringify(rows);
  };
  const secrets = [screen.code, token, createHash("sha256").update(screen.code).digest("hex")];
  const before = await kept();
  assert.ok(before.includes(displayTokenHash(token)) && before.includes(codeHash(screen.code)));
  assert.equal(await pair(lead, pilot, screen.code), "ok");
  const after = await kept();
  assert.ok(after.includes(displayTokenHash(token)) && !after.includes(codeHash(screen.code)));
  for (const secret of secrets) assert.ok(!before.includes(secret) && !after.includes(secret));
});

test("wrong codes are counted for whoever types them; after five pairing rests, for them alone", async () => {
  const [lead, other, { pilot }] = [await aLead(), await aLead(), await aPilot(database.ctx)];
  const [screen, second] = [await aScreen(), await aScreen()];
  const wrong = notACode(screen.code);
  const first = await pairDisplay(lead, { pilot, code: wrong, ...someSettings });
  assert.ok(!first.ok && first.refusal === "display-code-unknown" && first.details?.says?.["which"] === "the first");
  for (let n = 2; n <= 5; n++) assert.equal(await pair(lead, pilot, wrong), "display-code-unknown");
  const waits = await pairDisplay(lead, { pilot, code: screen.code, ...someSettings });
  assert.ok(!waits.ok && waits.refusal === "display-code-waits" && waits.details?.says?.["wait"] === "1 min");
  assert.equal(await pair(other, pilot, second.code), "ok");
  assert.equal(await pair(later(lead, 61), pilot, screen.code), "ok");
  const places = await database.connection.sql`select place from sign_in_tries where account = '' and wrong > 0`;
  assert.deepEqual([...places], [], "sign-in is untouched");
});

test("many wrong codes at once are not more than one after the other", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  const wrong = notACode((await aScreen()).code);
  const said = await Promise.all(Array.from({ length: 12 }, () => pair(lead, pilot, wrong)));
  assert.equal(said.filter((one) => one === "display-code-unknown").length, 5);
  assert.equal(said.filter((one) => one === "display-code-waits").length, 7);
});

test("a right code makes up for the wrong ones before it", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  for (let round = 0; round < 2; round++) {
    const { code } = await aScreen();
    for (let n = 0; n < 4; n++) assert.equal(await pair(lead, pilot, notACode(code)), "display-code-unknown");
    assert.equal(await pair(lead, pilot, code), "ok");
  }
});

test("a code that has run out pairs nothing, and is not taken for a wrong one", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  const screen = await aScreen();
  for (let n = 0; n < 6; n++) assert.equal(await pair(later(lead, 601), pilot, screen.code), "display-code-expired");
  assert.deepEqual(await kindOf(await screen.wall()), [401, "display-unpaired"]);
  assert.equal(await pair(later(lead, 500), pilot, screen.code), "ok");
});

test("a code works once", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  const { code } = await aScreen();
  assert.equal(await pair(lead, pilot, code), "ok");
  assert.equal(await pair(lead, pilot, code), "display-code-unknown");
});

test("two leads type the same code at once, in two pilots: one gets the screen", async () => {
  const places = [await aPilot(database.ctx), await aPilot(database.ctx)];
  const leads = [await aLead(), await aLead()];
  for (let round = 0; round < 5; round++) {
    const { code } = await aScreen({ address: `10.0.2.${round}` });
    const said = await Promise.all(leads.map((lead, at) => pair(lead, places[at]?.pilot ?? "", code)));
    assert.deepEqual(said.sort(), ["display-code-unknown", "ok"]);
  }
});

test("two screens are paired at once: each has a number of its own", async () => {
  const { pilot, pilotId } = await aPilot(database.ctx);
  const screens = await Promise.all(Array.from({ length: 6 }, (_, n) => aScreen({ address: `10.0.3.${n}` })));
  const said = await Promise.all(screens.map(async ({ code }) => pair(await aLead(), pilot, code)));
  assert.deepEqual(said, Array(6).fill("ok"));
  const rows = await database.connection.sql`select number from displays where pilot_id = ${pilotId} order by number`;
  assert.deepEqual(
    rows.map((row) => row["number"]),
    [1, 2, 3, 4, 5, 6],
  );
});

test("a screen that asks again has a new code; its last one is worth nothing, and no row stays behind", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  await noCodes();
  const first = await aScreen();
  const second = await aScreen({ cookie: first.cookie });
  assert.equal(await codeRows(), 1);
  assert.notEqual(second.cookie, first.cookie);
  assert.equal(await pair(lead, pilot, first.code), "display-code-unknown");
  assert.equal(await pair(lead, pilot, second.code), "ok");
  assert.deepEqual(await kindOf(await first.wall()), [401, "display-unpaired"]);
  assert.equal((await second.wall()).status, 200);
});

test("a screen that is paired gets no code: it would lose its wall", async () => {
  const { pilot } = await aPilot(database.ctx);
  const { cookie, wall } = await aDisplay(await aLead(), pilot);
  const answer = await askCode({ cookie });
  assert.equal(answer.headers.getSetCookie().length, 0);
  const problem = await answer.json();
  assert.deepEqual([problem.status, problem.type], [409, "urn:gantry:display-paired"]);
  assert.match(problem.detail, /as D1 Hall 2 east\./);
  assert.equal((await wall()).status, 200);
});

test("a screen asks for its next code while its last is typed: it is either paired or shows a code that pairs it", async () => {
  const [lead, { pilot }] = [await aLead(), await aPilot(database.ctx)];
  for (let round = 0; round < 10; round++) {
    const screen = await aScreen({ address: `10.0.4.${round}` });
    const [said, answer] = await Promise.all([pair(lead, pilot, screen.code), askCode({ cookie: screen.cookie })]);
    if (said === "ok") {
      assert.deepEqual(await kindOf(answer), [409, "display-paired"]);
      assert.equal((await screen.wall()).status, 200);
    } else {
      assert.deepEqual([said, answer.status], ["display-code-unknown", 201]);
      assert.equal(await pair(lead, pilot, (await answer.json()).code), "ok");
    }
  }
});

test("at most 30 codes wait at one address, however many ask at once; other addresses go on", async () => {
  await noCodes();
  const answers = await Promise.all(Array.from({ length: 40 }, () => askCode({ address: "10.9.9.9" })));
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(
    [201, 429].map((one) => statuses.filter((status) => status === one).length),
    [30, 10],
  );
  const refused = answers.find(({ status }) => status === 429) ?? assert.fail();
  assert.equal(refused.headers.getSetCookie().length, 0);
  assert.deepEqual(await kindOf(refused), [429, "display-codes-many"]);
  assert.equal((await askCode({ address: "10.9.9.10" })).status, 201);
  const after = await makeCode(later(database.ctx, 601), { address: "10.9.9.9", token: null });
  assert.ok(after.ok, "those have run out");
});

test("one home has all addresses of an IPv6 net of 64 bits", async () => {
  await noCodes();
  const asked = Array.from({ length: 31 }, (_, n) => askCode({ address: `2001:db8:0:7::${n + 1}` }));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  assert.deepEqual(statuses.filter((status) => status === 429).length, 1);
});

test("at most 1,000 codes are kept in all, those that have run out too; they go by themselves", async () => {
  await noCodes();
  await database.connection.sql`
    insert into display_codes (id, code_hash, token_hash, address, made_at, expires_at)
    select gen_random_uuid(), 'c' || n, 't' || n, 'a' || n, now(), now() + interval '10 minutes'
    from generate_series(1, 999) n`;
  assert.equal((await askCode({ address: "10.9.9.11" })).status, 201);
  assert.equal((await askCode({ address: "10.9.9.12" })).status, 429);
  assert.equal(await codeRows(), 1_000);
  const asked = { address: "10.9.9.12", token: null };
  assert.ok(!(await makeCode(later(database.ctx, 660), asked)).ok, "it is still told that they have run out");
  assert.ok((await makeCode(later(database.ctx, 1_260), asked)).ok);
  assert.equal(await codeRows(), 1);
  await noCodes();
});

test("a revoked screen asks for a code of its own accord, carries something new, and is another display", async () => {
  const [lead, { pilot, pilotId }] = [await aLead(), await aPilot(database.ctx)];
  const { cookie, display } = await aDisplay(lead, pilot);
  assert.ok((await revokeDisplay(lead, { pilot, display: display.id })).ok);
  assert.deepEqual(await kindOf(await askWall(cookie)), [401, "display-revoked"]);
  const again = await aScreen({ cookie });
  assert.notEqual(again.cookie, cookie);
  assert.deepEqual(await kindOf(await again.wall()), [401, "display-unpaired"]);
  assert.equal(await pair(lead, pilot, again.code), "ok");
  assert.equal((await again.wall()).status, 200);
  assert.deepEqual(await kindOf(await askWall(cookie)), [401, "display-revoked"]);
  const rows = await database.connection
    .sql`select number, revoked_at is null as live from displays where pilot_id = ${pilotId} order by number`;
  assert.deepEqual(
    rows.map((row) => [row["number"], row["live"]]),
    [
      [1, false],
      [2, true],
    ],
  );
});

test("no screen is paired with a pilot that is archived or not there; the code stays good, and no try is lost", async () => {
  const [lead, { pilot }, open] = [await aLead(), await aPilot(database.ctx), await aPilot(database.ctx)];
  assert.ok((await archivePilot(lead, { pilot, reason: "it was only a trial" })).ok);
  const { code } = await aScreen();
  for (let n = 0; n < 4; n++) {
    assert.equal(await pair(lead, pilot, code), "pilot-archived");
    assert.equal(await pair(lead, "no-such-pilot", code), "pilot-not-found");
  }
  assert.equal(await pair(lead, open.pilot, code), "ok");
});
