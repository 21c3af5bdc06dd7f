import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { readConfig } from "./config.ts";
import { StartRefused } from "./start-refused.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-switches-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};
const none = { GANTRY_DATA: path.join(folder, "nowhere") };

const health = "health: { legacy: ['http://old/healthz'], new: ['http://new/healthz'] }";
const every = `environment: test, pilots: [hall-2], ${health}`;

test("switches are named in the file, with who may use them", () => {
  const named = file(
    "switches.yaml",
    `switches:
  doors: { driver: haproxy, ${every}, socket: /run/haproxy/admin.sock, backend: wms, servers: { legacy: [old-1], new: [new-1, new-2] }, stateFile: /var/lib/haproxy/state }
  cohorts: { driver: haproxy, ${every}, socket: "127.0.0.1:9999", backends: { legacy: old, new: new }, map: { file: /etc/haproxy/cut-over.map, key: new } }
  far: { driver: haproxy, ${every}, socket: "10.0.0.4:9999", otherMachine: true, backend: wms, servers: { legacy: [a], new: [b] } }
  colours: { driver: command, ${every}, read: { argv: [/opt/colour], path: $.weight }, apply: { argv: [/opt/colour, "--to={newPercent}"] }, variables: [COLOUR_TOKEN], single: true }
`,
  );
  const { switches, switchVariables } = readConfig({ ...none, GANTRY_CONFIG: named, COLOUR_TOKEN: "t" });
  const addresses = { legacy: ["http://old/healthz"], new: ["http://new/healthz"] };
  const shared = { environment: "test", pilots: ["hall-2"], health: addresses };
  const nothing = { otherMachine: false, backend: null, servers: null, stateFile: null, backends: null, map: null };
  assert.deepEqual(switches["doors"], {
    ...{ driver: "haproxy", ...shared, ...nothing, socket: "/run/haproxy/admin.sock", backend: "wms" },
    ...{ servers: { legacy: ["old-1"], new: ["new-1", "new-2"] }, stateFile: "/var/lib/haproxy/state" },
  });
  assert.deepEqual(switches["cohorts"], {
    ...{ driver: "haproxy", ...shared, ...nothing, socket: "127.0.0.1:9999" },
    ...{ backends: { legacy: "old", new: "new" }, map: { file: "/etc/haproxy/cut-over.map", key: "new" } },
  });
  assert.equal(Object.keys(switches).length, 4);
  assert.deepEqual(switches["colours"], {
    ...{ driver: "command", ...shared, deadlineSeconds: 30, variables: ["COLOUR_TOKEN"], single: true },
    ...{ read: { argv: ["/opt/colour"], path: "$.weight" }, apply: { argv: ["/opt/colour", "--to={newPercent}"] } },
  });
  assert.deepEqual(switchVariables, ["COLOUR_TOKEN"]);
});

test("mistakes in a switch are named by file, line and key", () => {
  const ha = `driver: haproxy, ${every}, socket: /s`;
  const wms = "backend: wms, servers: { legacy: [a], new: [b] }";
  const read = "read: { argv: [/x] }";
  const cases: [given: string, sentence: RegExp][] = [
    [`driver: nginx, ${every}`, /line 2, switches\.a\.driver: expected .*haproxy or command/],
    [`driver: haproxy, ${every}, ${wms}`, /switches\.a\.socket: expected a path/],
    [`driver: haproxy, ${every}, ${wms}, socket: here`, /switches\.a\.socket: expected a path/],
    [`driver: haproxy, ${every}, ${wms}, socket: "10.0.0.4:9999"`, /switches\.a\.socket: .*otherMachine: true/],
    [`driver: haproxy, ${every}, ${wms}, socket: "lb.example:9999"`, /switches\.a\.socket: .*otherMachine: true/],
    [`${ha}`, /line 2, switches\.a: expected either .backend. and/],
    [`${ha}, ${wms}, backends: { legacy: a, new: b }, map: { file: /m, key: k }`, /switches\.a: expected either/],
    [`${ha}, backend: "w;x", servers: { legacy: [a], new: [b] }`, /switches\.a\.backend: expected a name as HAProxy/],
    [`${ha}, backend: w, servers: { legacy: [a], new: [a] }`, /switches\.a\.servers: a server is either/],
    [`${ha}, backend: w, servers: { legacy: [a], new: [] }`, /switches\.a\.servers\.new: expected at least one/],
    [`${ha}, ${wms}, stateFile: state`, /switches\.a\.stateFile: expected a path/],
    [`${ha}, ${wms}, colour: red`, /switches\.a: colour is not known here/],
    [
      `driver: haproxy, environment: live, pilots: [a], ${health}, ${wms}, socket: /s`,
      /\.environment: expected practice/,
    ],
    [`driver: haproxy, environment: test, ${health}, ${wms}, socket: /s`, /\.pilots: expected a list of the pilots/],
    [`driver: haproxy, environment: test, pilots: [a], ${wms}, socket: /s`, /\.health: expected .legacy. and/],
    [
      `driver: haproxy, environment: test, pilots: [a], health: { legacy: ["http://a:s3cr3t@b"], new: ["http://b"] }, ${wms}, socket: /s`,
      /\.health\.legacy\.0: a password/,
    ],
    [
      `driver: command, ${every}, read: { argv: [/x], path: weight }, apply: { argv: [/x, "{newPercent}"] }`,
      /\.read\.path: expected a path such/,
    ],
    [`driver: command, ${every}, ${read}, apply: { argv: [/x, toggle] }`, /\.apply\.argv: expected \{newPercent\}/],
    [`driver: command, ${every}, ${read}, apply: { argv: "x {newPercent}" }`, /\.apply\.argv: expected a program/],
    [
      `driver: command, ${every}, ${read}, apply: { argv: [/x, "{newPercent}"] }, variables: [GANTRY_SECRET]`,
      /\.variables\.0: .*not Gantry's own/,
    ],
    [
      `driver: command, ${every}, ${read}, apply: { argv: [/x, "{newPercent}"] }, variables: [NOPE]`,
      /^switches\.a names the variable NOPE, which is not set/,
    ],
  ];
  for (const [given, sentence] of cases)
    refused({ ...none, GANTRY_CONFIG: file("a-switch.yaml", `switches:\n  a: { ${given} }\n`) }, sentence, given);
  const badName = file("bad-name.yaml", `switches:\n  A b: { ${ha}, ${wms} }\n`);
  refused({ ...none, GANTRY_CONFIG: badName }, /line 2, switches\.A b: expected a name of small letters/, "name");
});

test("what the guides show is taken", () => {
  const shown = ["drivers.md", "configuration.md"].flatMap((guide) => {
    const text = readFileSync(path.resolve(import.meta.dirname, "../../docs", guide), "utf8");
    return [...text.matchAll(/```yaml\n(switches:[\s\S]*?)```/g)].map(([, yaml]) => yaml ?? "");
  });
  assert.equal(shown.length, 4);
  for (const [at, yaml] of shown.entries()) {
    const named = file(`shown-${at}.yaml`, yaml);
    const { switches } = readConfig({ ...none, GANTRY_CONFIG: named, SWITCH_TOKEN: "t" });
    assert.equal(Object.keys(switches).length, 1, yaml);
  }
});

function refused(env: Record<string, string>, sentence: RegExp, name: string): void {
  assert.throws(
    () => readConfig(env),
    (error: unknown) => {
      assert.ok(error instanceof StartRefused, `${name}: ${error}`);
      assert.match(error.message, sentence, name);
      assert.doesNotMatch(error.message, /s3cr3t/, name);
      return true;
    },
    name,
  );
}
