import assert from "node:assert/strict";
import test from "node:test";
import type { CopiedUpstream, MirrorSettings } from "./core/mirror-settings.ts";
import { MirrorConfig } from "./input/mirror-config.ts";
import { toldConfig } from "./told-config.ts";

const kept = MirrorConfig.parse({
  ...{ pilot: "mill", name: "line", listen: { host: "10.0.0.1", port: 8080 }, legacy: "http://10.0.0.5" },
  candidate: {
    url: "http://10.0.0.6",
    headers: [
      { header: "x-own", value: "by value" },
      { header: "x-old", value: { variable: "OLD" } },
    ],
  },
  endpoints: [
    { name: "POST /lots", method: "POST", template: "/lots", makes: [{ type: "lot", path: "$.id" }] },
    { name: "GET /own", method: "GET", template: "/own" },
  ],
});
const candidate: CopiedUpstream = {
  ...{ systemId: "s", name: "new", url: "http://10.0.0.6", environment: "test", passCredentials: false },
  logins: [{ header: "authorization", secret: "NEW_LOGIN" }],
};
const settings: MirrorSettings = {
  legacy: { systemId: "l", name: "old", url: "http://10.0.0.55", environment: "test" },
  ...{ candidate, twin: null, mirroring: false, sampling: { ratio: 0.5, endpoints: [] }, writes: ["POST /lots"] },
  ...{ redaction: ["$..badge"], captureBytes: 1_024 },
};
const rules = {
  endpoints: [{ name: "POST /lots", method: "POST", template: "/lots", makes: [], uses: [] }],
  secrets: ["$..pin", "$..badge"],
};
const secretOf = (secret: string, system: string) =>
  secret === "NEW_LOGIN" && system === "new" ? { file: "/etc/login" } : null;

function told(changes: Partial<MirrorSettings> = {}) {
  const made = toldConfig(kept, { settings: { ...settings, ...changes }, rules }, secretOf);
  assert.ok(made.ok);
  return made.config;
}

test("set up from the page: upstreams, tap, sampling, writes, secrets of the rules too; the mirror's own stays", () => {
  const { pilot, name, listen, legacy, mirroring, sampling, writes, redaction, captureBytes, endpoints } = told();
  assert.deepEqual([pilot, name, listen], [kept.pilot, kept.name, kept.listen]);
  assert.deepEqual([legacy, mirroring, sampling.ratio, captureBytes], ["http://10.0.0.55", false, 0.5, 1_024]);
  assert.deepEqual([writes, redaction], [["POST /lots"], ["$..badge", "$..pin"]]);
  assert.deepEqual(
    endpoints.map(({ name, makes }) => [name, makes]),
    [
      ["POST /lots", []],
      ["GET /own", []],
    ],
  );
});

test("logins: those named on the page, and by value those of its own file while the system stays where it is", () => {
  const login = { header: "authorization", value: { file: "/etc/login" } };
  const cases: [what: string, candidate: CopiedUpstream, headers: unknown[]][] = [
    ["as it was", candidate, [{ header: "x-own", value: "by value" }, login]],
    ["moved", { ...candidate, url: "http://10.0.0.7" }, [login]],
    [
      "named instead",
      { ...candidate, logins: [{ header: "X-Own", secret: "NEW_LOGIN" }] },
      [{ header: "X-Own", value: login.value }],
    ],
  ];
  for (const [what, one, headers] of cases)
    assert.deepEqual(told({ candidate: one }).candidate?.headers, headers, what);
});

test("a login by request stays while its system stays where it is", () => {
  const login = { path: "/login", body: { file: "/etc/gantry/login.json" }, token: "$.token" };
  const own = MirrorConfig.parse({ ...kept, candidate: { url: candidate.url, login } });
  const stays = (url: string) => {
    const made = toldConfig(own, { settings: { ...settings, candidate: { ...candidate, url } }, rules }, secretOf);
    return made.ok ? made.config.candidate?.login?.path : made.sentence;
  };
  assert.deepEqual([stays(candidate.url), stays("http://10.0.0.77")], ["/login", undefined]);
});

test("in front of the balancer it stays there, and takes no new system", () => {
  const balancer = { header: "x-served-by", legacy: ["old"], new: ["new"] };
  const own = MirrorConfig.parse({ ...kept, candidate: null, balancer });
  const made = toldConfig(own, { settings: { ...settings, candidate: null }, rules }, secretOf);
  assert.deepEqual(made.ok && made.config.balancer, balancer);
  const copying = toldConfig(own, { settings, rules }, secretOf);
  assert.match(copying.ok ? "" : copying.sentence, /^balancer: A mirror in front of the balancer copies nothing/);
});

const refused: [what: string, changes: Partial<MirrorSettings>, says: RegExp][] = [
  ["a secret that is not for this system", { candidate: { ...candidate, name: "other" } }, /no secret NEW_LOGIN for/],
  ["the practice plant behind a real mirror", { legacy: { ...settings.legacy, environment: "practice" } }, /practice/],
  ["an address that no mirror takes", { legacy: { ...settings.legacy, url: "http://10.0.0.5/app" } }, /legacy/],
];
for (const [what, changes, says] of refused)
  test(`not gone by: ${what}`, () => {
    const made = toldConfig(kept, { settings: { ...settings, ...changes }, rules }, secretOf);
    assert.match(made.ok ? "" : made.sentence, says);
  });
