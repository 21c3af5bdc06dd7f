import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { POST } from "#app/api/v1/pilots/[pilot]/exchanges/route.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { acceptRule } from "./accept-rule.ts";
import type { Exchange, Headers } from "./core/exchange.ts";
import { nameSecrets } from "./name-secrets.ts";
import { readGroup } from "./read-group.ts";
import { recompareStep } from "./recompare-pairs.ts";
import { aShadowPilot, found, type ShadowPlace } from "./testing/a-shadow-pilot.ts";
import { anAnswer, anExchange, bodyOf } from "./testing/an-exchange.ts";

/** Known secrets go in at every place of an exchange and by every way in; then the text of the whole database is searched for them. */

let database: TestDatabase;
let ctx: Ctx;
let place: ShadowPlace;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  ctx = database.ctx;
  place = await aShadowPilot(ctx);
});
after(() => database.close());

let made = 0;
const planted: string[] = [];
function secret(): string {
  const text = `KNOWN-SECRET-${++made}-x7Qp`;
  planted.push(text);
  return text;
}

const json = "application/json";
const withHeader = (name: string, value: string): Headers => [
  ["content-type", json],
  [name, value],
];

const typed = (type: string, text: string) => anAnswer(text, { headers: [["content-type", type]] });

/** Each differs, so that pairs and differences of it are kept. */
function everyPlace(): Partial<Exchange>[] {
  const echoed = secret();
  const old = (field: string, value: string) => anAnswer({ id: 17, [field]: value });
  const now = (field: string, value: string) => anAnswer({ id: 18, [field]: value, more: 1 });
  const places: Partial<Exchange>[] = [
    { requestHeaders: withHeader("authorization", `Bearer ${secret()}`) },
    { requestHeaders: withHeader("proxy-authorization", `Basic ${secret()}`) },
    { requestHeaders: withHeader("cookie", `theme=dark; sid=${secret()}`) },
    { requestHeaders: withHeader("x-api-key", secret()) },
    { legacy: anAnswer({}, { headers: withHeader("set-cookie", `sid=${secret()}; HttpOnly; Path=/`) }) },
    { target: `/lots/17?access_token=${secret()}` },
    { requestBody: bodyOf(JSON.stringify({ user: "a", password: secret() })) },
    {
      requestHeaders: [["content-type", "application/x-www-form-urlencoded"]],
      requestBody: bodyOf(`user=a&password=${secret()}`),
    },
    { legacy: old("token", secret()), candidate: now("token", secret()) },
    { legacy: old("refresh_token", secret()), candidate: now("access_token", secret()) },
    { legacy: old("badge", secret()), candidate: now("badge", secret()) },
    { legacy: anAnswer({ login: { code: secret() } }), candidate: anAnswer({ login: { code: secret(), at: 1 } }) },
    { twin: anAnswer({ token: secret() }) },
    { requestHeaders: withHeader("authorization", `Bearer ${echoed}`), candidate: now("you_sent", echoed) },
    { legacy: anAnswer(`broken { "password": "${secret()}`) },
    { requestHeaders: withHeader("x-gitlab-token", secret()) },
    { requestHeaders: withHeader("cookie2", secret()) },
    { requestHeaders: withHeader("referer", `https://x.example/y?access_token=${secret()}`) },
    { legacy: anAnswer({}, { headers: withHeader("authentication-info", secret()) }) },
    { candidate: anAnswer({}, { headers: withHeader("location", `/cb?a=1#token=${secret()}`) }) },
    {
      requestHeaders: [["content-type", "multipart/form-data; boundary=q"]],
      requestBody: bodyOf(`--q\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret()}\r\n--q--`),
    },
    { legacy: typed("text/xml", `<a><password>${secret()}</password><b pin="${secret()}"/></a>`) },
    { candidate: typed("text/html", `<input name="csrf_token" value="${secret()}">`) },
    { candidate: anAnswer({ nested: [{ credentials: { user: "a", list: [secret()] } }] }) },
  ];
  return places.map((part) => ({ candidate: anAnswer({ id: 99 }), ...part }));
}

async function databaseText(): Promise<string> {
  const { sql } = database.connection;
  const tables = await sql`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await sql.unsafe(`select row_to_json(t)::text as row from "${name}" t`);
      return rows.map(({ row }) => `${name} ${row}`).join("\n");
    }),
  );
  return texts.join("\n");
}

function ndjson(exchanges: readonly Exchange[]): string {
  const text = (bytes: Uint8Array | null) => (bytes === null ? "" : new TextDecoder().decode(bytes));
  const answer = (one: Exchange["legacy"]) => one && { ...one, body: text(one.body.bytes) };
  return exchanges
    .map(({ requestHeaders, requestBody, at, ...one }) =>
      JSON.stringify({
        ...one,
        at: new Date(at).toISOString(),
        request: { headers: requestHeaders, body: text(requestBody.bytes) },
        ...{ legacy: answer(one.legacy), candidate: answer(one.candidate), twin: answer(one.twin) },
      }),
    )
    .join("\n");
}

test("known secrets are nowhere in the database, whatever way they came and whatever is decided", async () => {
  const { pilot, record } = place;
  found(await nameSecrets(ctx, { pilot, secrets: ["$..badge", "$.login.code"], why: "badges open doors" }));
  await record(everyPlace().map(anExchange));
  const { cookie } = await aPerson(ctx.db, ["lead"]);
  const headers = { host: "gantry.test", cookie, "content-type": "application/x-ndjson" };
  const body = ndjson(everyPlace().map(anExchange));
  const request = new Request(`http://gantry.test/api/v1/pilots/${pilot}/exchanges`, { method: "POST", headers, body });
  const answered = await POST(request, { params: Promise.resolve({ pilot }) });
  assert.equal(answered.status, 200, await answered.clone().text());
  const ignore = { endpoint: "*", path: "$.more", effect: { do: "ignore" as const }, why: "noise", version: 1 };
  found(await acceptRule(ctx, { pilot, ...ignore }));
  await recompareStep(ctx);
  const text = await databaseText();
  assert.ok(planted.length > 30 && text.includes("shadow_pairs") && text.includes("[secret]"));
  assert.deepEqual(
    planted.filter((one) => text.includes(one)),
    [],
  );
  const page = JSON.stringify(found(await readGroup(ctx, { pilot, group: 1 })));
  assert.deepEqual(
    planted.filter((one) => page.includes(one)),
    [],
  );
});
