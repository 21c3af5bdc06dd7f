import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { readConfig } from "./config.ts";
import { practiceDatabaseUrls, practiceDatabaseVariables, toldPracticeDatabase } from "./practice-database.ts";
import { StartRefused } from "./start-refused.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-databases-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function configOf(yaml: string, env: Record<string, string> = {}) {
  const file = path.join(folder, "gantry.yaml");
  writeFileSync(file, yaml);
  return readConfig({ GANTRY_CONFIG: file, GANTRY_DATA: folder, ...env });
}

test("databases are read from the configuration, their addresses from where they are kept", () => {
  const secret = path.join(folder, "address");
  writeFileSync(secret, "postgres://reader:pw@db/bags\n");
  const config = configOf(
    `databases:
  a: { environment: test, pilots: [hall-2], variable: BAGS }
  b: { environment: production, pilots: [hall-2, hall-3], url: "postgres://reader@db:5433/bags?sslmode=require" }
  c: { environment: staging, pilots: [hall-3], file: ${secret} }
`,
    { BAGS: "postgres://reader:b4gs@db/bags" },
  );
  assert.deepEqual(config.databases, {
    a: { url: "postgres://reader:b4gs@db/bags", environment: "test", pilots: ["hall-2"] },
    b: {
      url: "postgres://reader@db:5433/bags?sslmode=require",
      environment: "production",
      pilots: ["hall-2", "hall-3"],
    },
    c: { url: "postgres://reader:pw@db/bags", environment: "staging", pilots: ["hall-3"] },
  });
  assert.deepEqual(config.databaseVariables, ["BAGS"]);
});

test("a bad entry is refused by its line, and nothing secret is repeated", () => {
  const of = "environment: test, pilots: [hall-2]";
  const cases: [yaml: string, says: RegExp, env?: Record<string, string>][] = [
    [`a: { ${of}, url: "postgres://reader:s3cret@db/bags" }`, /line 2, databases\.a: a password does not stand/],
    [`a: { ${of} }`, /expected one of `url`, `variable` and `file`/],
    [`a: { ${of}, variable: X, file: y }`, /expected one of/],
    [`a: { pilots: [hall-2], variable: X }`, /databases\.a\.environment: expected practice, test/],
    [`a: { environment: test, variable: X }`, /databases\.a\.pilots: expected a list of the pilots/],
    [`a: { ${of}, variable: X }`, /databases\.a names the variable X, which is not set/],
    [`a: { ${of}, variable: X }`, /what X holds is no address/, { X: "mysql://root:s3cret@db/bags" }],
    [`a: { ${of}, url: "http://db/" }`, /expected an address such as postgres:/],
    [`A b: { ${of}, variable: X }`, /expected a name of small letters/],
    [`a: { ${of}, variable: X, password: s3cret }`, /password is not known here/],
  ];
  for (const [yaml, says, env] of cases)
    assert.throws(
      () => configOf(`databases:\n  ${yaml}\n`, env),
      (error) => error instanceof StartRefused && says.test(error.message) && !error.message.includes("s3cret"),
      yaml,
    );
});

test("what the guide shows can be read", () => {
  const guide = readFileSync(path.resolve("docs/database-tests.md"), "utf8");
  const [, yaml = ""] = /```yaml\n(databases:[\s\S]*?)```/.exec(guide) ?? [];
  assert.deepEqual(Object.keys(configOf(yaml, { BAGS_DATABASE_URL: "postgres://a:b@c/d" }).databases), [
    "bags-test",
    "bags-twin",
  ]);
});

test("how the practice database is reached, a runner alone is told", () => {
  const urls = practiceDatabaseUrls("postgres://owner:pw@127.0.0.1:5000/gantry", "a secret of many letters");
  assert.match(
    urls.readerUrl,
    /^postgres:\/\/gantry_practice_reader:[\w-]{43}@127\.0\.0\.1:5000\/gantry_practice_bags$/,
  );
  assert.notEqual(new URL(urls.readerUrl).password, new URL(urls.makerUrl).password);
  assert.deepEqual(toldPracticeDatabase(practiceDatabaseVariables("runner", urls)), urls);
  assert.equal(toldPracticeDatabase(practiceDatabaseVariables("web", urls)), null);
});
