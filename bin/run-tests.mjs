import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildWhenStale } from "./build.mjs";
import { builtFolder } from "./built-folder.mjs";
import { chromium } from "./chromium.mjs";
import { debianPrograms } from "./debian-programs.mjs";
import { failedJourneys, failedTests } from "./failures.mjs";
import { prepare, readOr } from "./prepare.mjs";
import { leaveWithNpm, runProgram } from "./run-program.mjs";

const root = path.resolve(import.meta.dirname, "..");
const results = path.join(root, ".test");
/** Far beyond what the slowest file takes: a test that waits for nothing must end too. */
const hungAfterMs = 300_000;
let passed = 0;
let failed = 0;
/** What failed and why, for the end of the output. */
const failures = [];

process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED = "1";
leaveWithNpm();
try {
  await everything();
} catch (error) {
  console.error(error);
  failed++;
}
if (failures.length > 0) console.log(`\nWhat failed:\n${failures.join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function everything() {
  if (refused(await prepare(root))) return;
  const browser = await chromium();
  if (refused(browser.refused)) return;
  if (refused(await debianPrograms())) return;
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  process.env.GANTRY_TEST_CHROMIUM = browser.path;
  await check("format and lint", ["node_modules/.bin/biome", "ci", "."]);
  await check("types", ["node_modules/.bin/tsc", "--noEmit"]);
  await check("unused code and packages", ["node_modules/.bin/knip"]);
  const built = await builtFolder(root, "tests");
  if (built === null) return void refused(`The tests are run transpiled; the line above says why they cannot be.`);
  await withDatabase(built, nodeTests);
  if (refused(await buildWhenStale(root))) return;
  await journeys();
}

/** What cannot be had stops everything at once: nothing is skipped in silence. */
function refused(sentence) {
  if (sentence === null) return false;
  console.error(sentence);
  failed++;
  return true;
}

/** One command that holds or does not. */
async function check(name, command) {
  const code = await run(command);
  console.log(`${code === 0 ? "ok" : "FAILED"}  ${name}`);
  if (code === 0) passed++;
  else failed++;
}

/** One PostgreSQL for all tests that want one; each gets a database of its own in it. It ends with its standard input, so with us. Where
 *  one is given (bench/soak/debian-postgres.ts), it serves the journeys too, which bring their own otherwise. */
async function withDatabase(built, work) {
  if (process.env.GANTRY_TEST_DATABASE_URL !== undefined) return work(built);
  const server = spawn(process.execPath, [path.join(built, "bin/test-database.ts.js")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const address = new Promise((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
  const url = await Promise.race([address, ended.then(() => null)]);
  if (url === null) {
    refused("The tests' PostgreSQL did not start; the lines above say why.");
    return;
  }
  process.env.GANTRY_TEST_DATABASE_URL = url;
  await work(built);
  delete process.env.GANTRY_TEST_DATABASE_URL;
  server.stdin.end();
  await ended;
}

/** Tables, database and edge tests with Node's own runner; the counts come from its TAP output. */
async function nodeTests(built) {
  const tap = path.join(results, "node.tap");
  const all = ["lib", "sandbox", "bench", "bin", "components", "app"].flatMap(testFilesIn);
  const rest = all.filter((file) => !isTable(file)).map((file) => path.join(built, `${file}.js`));
  const files = [allTables(built, all.filter(isTable)), ...rest];
  const code = await run([
    process.execPath,
    ...["--enable-source-maps", "--test", "--test-concurrency=2", `--test-timeout=${hungAfterMs}`],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
    ...files,
  ]);
  const counts = tapCounts(readOr(tap, ""));
  failures.push(...failedTests(readOr(tap, "")));
  console.log(`${counts.pass} of ${counts.tests} tests passed in ${all.length} files`);
  count({ good: counts.pass, wrong: counts.tests - counts.pass, code });
}

/** Tables beside a core are pure: they need no process of their own, and starting one takes longer than they do. */
function isTable(file) {
  return /(^components|\/core|\/input)\//.test(file) && !file.endsWith(".db.test.ts");
}

/** One file that brings them all in. */
function allTables(built, files) {
  const file = path.join(results, "tables.test.mjs");
  writeFileSync(file, files.map((one) => `import ${JSON.stringify(path.join(built, `${one}.js`))};\n`).join(""));
  return file;
}

function testFilesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .sort();
}

/** The last `# tests N` and `# pass N` lines; skipped, cancelled and todo tests count as not passed. */
function tapCounts(tap) {
  const last = (word) => Number([...tap.matchAll(new RegExp(`^# ${word} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  return { tests: last("tests"), pass: last("pass") };
}

/** Journeys in a real browser; a skipped or flaky one counts as failed. */
async function journeys() {
  const file = path.join(results, "e2e.json");
  process.env.GANTRY_TEST_E2E_JSON = file;
  process.env.GANTRY_TEST_E2E_FOLDER = path.join(results, "e2e");
  const code = await run(["node_modules/.bin/playwright", "test"]);
  const report = JSON.parse(readOr(file, "{}"));
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats ?? {};
  failures.push(...failedJourneys(report));
  count({ good: expected, wrong: unexpected + flaky + skipped, code });
}

/** A runner that failed, or that ran nothing, is a failure whatever its counts say. */
function count({ good, wrong, code }) {
  passed += good;
  failed += code === 0 && wrong === 0 && good > 0 ? 0 : Math.max(1, wrong);
}

async function run([program, ...args]) {
  const { code, output } = await runProgram(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (output !== "") console.error(output);
  return code;
}
