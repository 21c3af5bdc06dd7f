import assert from "node:assert/strict";
import fs from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import test, { type TestContext } from "node:test";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { MirrorConfig } from "../../input/mirror-config.ts";
import { CaptureBudget } from "./body-capture.ts";
import { CandidateLogin } from "./candidate-login.ts";
import { aMirror, aServer, fetchOne, textOf } from "./testing/a-mirror.ts";
import { aFolder } from "./testing/a-service.ts";

const secret = '{"user":"mirror","password":"pa\u00df"}';

function aSecretFile(t: TestContext): string {
  const file = path.join(aFolder(t), "login.json");
  fs.writeFileSync(file, `${secret}\n`);
  return file;
}

function loginOf(file: string, changes: Record<string, unknown> = {}) {
  const candidate = { url: "http://x", login: { path: "/login", body: { file }, token: "$.data.token", ...changes } };
  const config = { pilot: "mill", listen: { port: 0 }, legacy: "http://x", candidate };
  const { login } = MirrorConfig.parse(config).candidate ?? {};
  assert.ok(login);
  return login;
}

/** A system where one token at a time is good; `expire` makes it bad. */
function aGuarded(mostLogins = Number.POSITIVE_INFINITY) {
  const seen: string[] = [];
  const logins: string[] = [];
  let good = "none yet";
  const listener: RequestListener = async (request, answer) => {
    const body = await textOf(request);
    if (request.url === "/login" && logins.length < mostLogins) {
      good = `token-${logins.push(body)}`;
      answer.end(JSON.stringify({ data: { token: good } }));
      return;
    }
    seen.push(`${request.url} ${request.headers.authorization} ${request.headers.cookie ?? "-"}`);
    answer.statusCode = request.headers.authorization === `Bearer ${good}` ? 200 : 401;
    answer.end();
  };
  const expire = () => {
    good = "another";
  };
  return { listener, seen, logins, expire };
}

test("the new system is asked under the mirror's own login, never under the client's, and not before there is one", async (t) => {
  const guarded = aGuarded();
  const candidatePort = await aServer(t, guarded.listener);
  const legacyPort = await aServer(t, (_, answer) => answer.end());
  const login = loginOf(aSecretFile(t));
  const config = { candidate: { url: `http://127.0.0.1:${candidatePort}`, passCredentials: true, login } };
  const { mirror, port, recorded } = await aMirror(t, { legacyPort, config });
  const headers = { Authorization: "Bearer the-clients" };
  for (const target of ["/a", "/b"]) await fetchOne(port, { path: target, headers });
  await waitFor("both", () => recorded.length === 2);
  assert.deepEqual(guarded.seen.toSorted(), ["/a Bearer token-1 -", "/b Bearer token-1 -"]);
  assert.deepEqual(guarded.logins, [secret]);
  assert.ok(recorded.every(({ candidate }) => candidate?.status === 200));
  assert.deepEqual(mirror.figures().candidate?.login, { loggedIn: true, lastFailure: null });
  // A fresh token that is refused: that is the new system's answer.
  guarded.expire();
  await fetchOne(port, { path: "/c" });
  await waitFor("the third", () => recorded.length === 3);
  assert.deepEqual([recorded[2]?.candidate?.status, recorded[2]?.notCompared], [401, null]);
});

function aLogin(t: TestContext, port: number, changes: Record<string, unknown> = {}) {
  let ready = 0;
  const upstream = { host: "127.0.0.1", port, secure: null };
  const login = new CandidateLogin({
    login: loginOf(aSecretFile(t), changes),
    host: "new.example.org",
    connection: { upstream, makeParser: loadMessageParser(), budget: new CaptureBudget(1_000_000) },
    onReady: () => void ready++,
    leastAgeMs: 0,
  });
  t.after(() => login.close());
  return { login, ready: () => ready };
}

test("refused for its age, the token is renewed once, however many were asked with it", async (t) => {
  const guarded = aGuarded();
  const { login, ready } = aLogin(t, await aServer(t, guarded.listener), { header: "X-Token", prefix: "" });
  await waitFor("the first", () => ready() === 1);
  assert.deepEqual(login.header, ["x-token", "token-1"]);
  assert.deepEqual(
    ["token-1", "token-1", null].map((token) => login.refused(token)),
    [true, true, true],
  );
  assert.equal(login.token, null);
  await waitFor("the second", () => ready() === 2);
  // Late news of the old one.
  assert.equal(login.refused("token-1"), true);
  assert.deepEqual([login.token, guarded.logins.length], ["token-2", 2]);
});

const failing: [what: string, listener: RequestListener, says: RegExp][] = [
  ["refuses", (_, answer) => answer.writeHead(403).end("{}"), /answered with 403/],
  ["gives no token", (_, answer) => answer.end('{"data":{"token":""}}'), /with 200 and without \$\.data\.token/],
  ["gives what no header can hold", (_, answer) => answer.end('{"data":{"token":"a\\r\\nb"}}'), /without/],
  ["gives no JSON", (_, answer) => answer.end("<html>"), /without/],
  ["breaks off", (request) => request.socket.destroy(), /not answered \(no-answer\)/],
];
for (const [what, listener, says] of failing)
  test(`a login that ${what}: said without the secret, and tried again`, async (t) => {
    let asked = 0;
    const port = await aServer(t, (request, answer) => {
      asked++;
      listener(request, answer);
    });
    const { login, ready } = aLogin(t, port);
    await waitFor("a second try", () => asked >= 2);
    assert.match(String(login.figures.lastFailure), says);
    assert.doesNotMatch(String(login.figures.lastFailure), /mirror|pa/);
    assert.deepEqual([login.token, ready()], [null, 0]);
  });

test("a login whose secret is not there: said at once, and the mirror goes on as before", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const { mirror, config, port } = await aMirror(t, { legacyPort });
  const candidate = { url: "http://127.0.0.1:9", headers: [], passCredentials: false, login: loginOf("/nowhere") };
  await assert.rejects(mirror.apply({ ...config, candidate }), /A login's body should be in the file \/nowhere/);
  assert.equal((await fetchOne(port, {})).body, "legacy");
});
