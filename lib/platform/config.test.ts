import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { selfMade } from "#lib/load/edge/testing/certificate.ts";
import { readConfig } from "./config.ts";
import { StartRefused } from "./start-refused.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-config-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};
const none = { GANTRY_DATA: path.join(folder, "nowhere") };

test("without anything set, the defaults hold", () => {
  const config = readConfig({ ...none, HOME: "/root", GANTRY_TEST_X: "y", GANTRY_PLANT_NEW_PORT: "1" });
  assert.deepEqual(config, {
    databaseUrl: null,
    admin: null,
    dataFolder: none.GANTRY_DATA,
    host: "0.0.0.0",
    port: 3000,
    sandbox: true,
    secret: null,
    tls: null,
    trustProxy: false,
    url: "http://localhost:3000",
    scenarioSecrets: {},
    scenarioSecretVariables: [],
    probes: { databases: {}, redis: {}, files: {}, commands: {} },
    probeVariables: [],
    switches: {},
    switchVariables: [],
    databases: {},
    databaseVariables: [],
  });
});

test("what probes may reach is named in the file; addresses with passwords come from variables or files", () => {
  const address = file("cache", "redis://:p4ss@cache:6379\n");
  const named = file(
    "probes.yaml",
    `probes:
  databases: { warehouse: { variable: WMS_DB }, other: { url: "postgres://reader@db/other" } }
  redis: { cache: { file: ${address} } }
  files: { backups: { path: "/backups/*.dump" } }
  commands: { lag: { argv: [/usr/bin/lag, --seconds], variables: [LAG_TOKEN] } }
`,
  );
  const { probes, probeVariables } = readConfig({ ...none, GANTRY_CONFIG: named, WMS_DB: "postgres://a:b@db/wms" });
  assert.deepEqual(probes, {
    databases: { warehouse: "postgres://a:b@db/wms", other: "postgres://reader@db/other" },
    redis: { cache: "redis://:p4ss@cache:6379" },
    files: { backups: "/backups/*.dump" },
    commands: { lag: { argv: ["/usr/bin/lag", "--seconds"], variables: ["LAG_TOKEN"] } },
  });
  assert.deepEqual(probeVariables, ["WMS_DB"]);
});

test("variables win over the file, whichever form they take", () => {
  const secret = file("secret", "from the file, long\n");
  const named = file(
    "good.yaml",
    `GANTRY_PORT: 4000\nGANTRY_SANDBOX: off\nGANTRY_SECRET_FILE: ${secret}\nsecrets:\n  PLANT_PASSWORD:\n    variable: WMS\n    systems: [warehouse]\n`,
  );
  const env = { ...none, GANTRY_CONFIG: named, WMS: "p4ss" };
  const fromFile = readConfig(env);
  assert.deepEqual([fromFile.port, fromFile.sandbox, fromFile.secret], [4000, false, "from the file, long"]);
  assert.deepEqual(fromFile.scenarioSecrets, { PLANT_PASSWORD: { value: "p4ss", systems: ["warehouse"] } });
  assert.deepEqual(fromFile.scenarioSecretVariables, ["WMS"]);
  const both = readConfig({ ...env, GANTRY_PORT: "5000", GANTRY_SECRET: "from the variable" });
  assert.deepEqual([both.port, both.secret], [5000, "from the variable"]);
});

test("gantry.yaml in the data folder is read without being named", () => {
  file("gantry.yaml", "GANTRY_PORT: 4567\n");
  assert.equal(readConfig({ GANTRY_DATA: folder }).port, 4567);
});

test("with a certificate and its key, Gantry is reached by https", () => {
  const { cert, key } = selfMade();
  const tls = { certFile: file("cert.pem", cert), keyFile: file("key.pem", key) };
  const env = { ...none, GANTRY_TLS_CERT_FILE: tls.certFile, GANTRY_TLS_KEY_FILE: tls.keyFile };
  const config = readConfig(env);
  assert.deepEqual([config.tls, config.url], [tls, "https://localhost:3000"]);
  const inFile = file("tls.yaml", `GANTRY_TLS_CERT_FILE: ${tls.certFile}\nGANTRY_TLS_KEY_FILE: ${tls.keyFile}\n`);
  assert.deepEqual(readConfig({ ...none, GANTRY_CONFIG: inFile }).tls, tls);
  const cases: [name: string, env: Record<string, string>, sentence: RegExp][] = [
    ["half", { ...none, GANTRY_TLS_CERT_FILE: tls.certFile }, /belong together: set both or neither\.$/],
    ["the other half", { ...none, GANTRY_TLS_KEY_FILE: tls.keyFile }, /belong together: set both or neither\.$/],
    [
      "a file that is not there",
      { ...env, GANTRY_TLS_KEY_FILE: "/x/y" },
      /named by GANTRY_TLS_KEY_FILE, cannot be read/,
    ],
    ["an address by http", { ...env, GANTRY_URL: "http://gantry.example" }, /^GANTRY_URL begins with http:/],
  ];
  for (const [name, given, sentence] of cases) refused(given, sentence, name);
});

test("mistakes are named with what is expected, and no value is repeated", () => {
  const secretValue = "tooshort";
  const cases: [name: string, env: Record<string, string>, sentence: RegExp][] = [
    ["an unknown variable", { GANTRY_PROT: "1" }, /^GANTRY_PROT is not a setting of Gantry\. There are: .*GANTRY_PORT/],
    ["a port that is none", { GANTRY_PORT: "http" }, /^GANTRY_PORT: expected a port from 1 to 65535\.$/],
    ["a port out of range", { GANTRY_PORT: "70000" }, /^GANTRY_PORT: expected a port/],
    ["neither on nor off", { GANTRY_SANDBOX: "yes" }, /^GANTRY_SANDBOX: expected on or off\.$/],
    ["an address that is none", { GANTRY_URL: "gantry" }, /^GANTRY_URL: expected an address such as/],
    ["a short secret", { GANTRY_SECRET: secretValue }, /^GANTRY_SECRET: expected at least 16 characters\.$/],
    ["half an admin", { GANTRY_ADMIN_EMAIL: "a@b.example" }, /belong together/],
    ["a database without a secret", { DATABASE_URL: "postgres://u:p@h/d" }, /GANTRY_SECRET is needed too/],
    ["both forms", { GANTRY_SECRET: "1234567890123456", GANTRY_SECRET_FILE: "/x" }, /are both set/],
    [
      "a secret file that is not there",
      { GANTRY_SECRET_FILE: "/x/y" },
      /^The file \/x\/y, named by GANTRY_SECRET_FILE,/,
    ],
    ["a named file that is not there", { GANTRY_CONFIG: "/x/y.yaml" }, /^The file \/x\/y\.yaml cannot be read/],
  ];
  for (const [name, env, sentence] of cases) refused({ ...none, ...env }, sentence, name);
});

test("mistakes in the file are named by file, line and key", () => {
  const cases: [name: string, text: string, sentence: RegExp][] = [
    ["unknown key", "GANTRY_PORT: 1\nport: 3\n", /unknown\.yaml, line 2, port is not a setting of Gantry/],
    ["bad value", "\nGANTRY_PORT: x\n", /value\.yaml, line 2, GANTRY_PORT: expected a port/],
    ["not YAML", "a: [1\nb: 2", /YAML\.yaml, line \d: this is not YAML/],
    ["no map", "- a", /map\.yaml: expected a map/],
    ["a list for a value", "GANTRY_PORT: [1]", /value\.yaml, line 1, GANTRY_PORT: expected one value/],
    ["the place in the file", "GANTRY_DATA: /x", /line 1, GANTRY_DATA: set this as a variable/],
    ["a secret in the file", "GANTRY_SECRET: abcdefghijklmnop", /line 1, GANTRY_SECRET: .*GANTRY_SECRET_FILE/],
    [
      "a password in the file",
      'probes:\n  databases:\n    a: { url: "postgres://a:s3cr3t@db/x" }\n',
      /line 3, probes\.databases\.a: a password/,
    ],
    ["no address", "probes:\n  redis:\n    a: {}\n", /line 3, probes\.redis\.a: expected one of/],
    [
      "an address of another kind",
      "probes:\n  redis:\n    a: { url: http://x }\n",
      /probes\.redis\.a\.url: expected an address/,
    ],
    ["a command as one text", "probes:\n  commands:\n    a: { argv: rm -rf }\n", /line 3, probes\.commands\.a\.argv: /],
    ["an unknown kind of probe", "probes:\n  mongo: {}\n", /line 1, probes: mongo is not known here/],
    ["no systems", "secrets:\n  A:\n    variable: X\n", /line 2, secrets\.A\.systems: /],
    ["neither form", "secrets:\n  A:\n    systems: [x]\n", /line 2, secrets\.A: expected either/],
    [
      "unknown key of a secret",
      "secrets:\n  A:\n    value: s3cr3t\n    systems: [x]\n",
      /secrets\.A: value is not known here/,
    ],
    ["a bad name", "secrets:\n  a-b:\n    variable: X\n    systems: [x]\n", /line 2, secrets\.a-b: .*capital letters/],
    [
      "a variable that is not set",
      "secrets:\n  A: { variable: NOPE, systems: [x] }",
      /secrets\.A names the variable NOPE/,
    ],
  ];
  for (const [name, text, sentence] of cases)
    refused(
      { ...none, GANTRY_CONFIG: file(`${name.split(" ").at(name === "unknown key" ? 0 : -1)}.yaml`, text) },
      sentence,
      name,
    );
});

function refused(env: Record<string, string>, sentence: RegExp, name: string): void {
  assert.throws(
    () => readConfig(env),
    (error: unknown) => {
      assert.ok(error instanceof StartRefused, `${name}: ${error}`);
      assert.match(error.message, sentence, name);
      assert.doesNotMatch(error.message, /tooshort|s3cr3t|abcdefghijklmnop/, name);
      return true;
    },
    name,
  );
}
