// `npm test`: installs what the tests need, runs every check and every test, and closes on one line `N passed, N failed`.
// Plain Node: it must run before anything is installed.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildWhenStale, prepare } from "./prepare.mjs";

const root = path.resolve(import.meta.dirname, "..");
const results = path.join(root, ".test");
process.chdir(root);
process.env.NEXT_TELEMETRY_DISABLED = "1";

let passed = 0;
let failed = 0;

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

prepare(root);
process.env.GANTRY_TEST_CHROMIUM ??= chromium();

await check("format and lint", ["node_modules/.bin/biome", "ci", "."]);
await check("types", ["node_modules/.bin/tsc", "--noEmit"]);
await check("unused code and packages", ["node_modules/.bin/knip"]);
await withDatabase(nodeTests);
buildWhenStale(root);
await journeys();

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** One command that holds or does not. */
async function check(name, [command, ...args]) {
  const code = await run(command, args);
  console.log(`${code === 0 ? "ok" : "FAILED"}  ${name}`);
  if (code === 0) passed++;
  else failed++;
}

/** One PostgreSQL for all tests that want one; each gets a database of its own in it. */
async function withDatabase(work) {
  const server = spawn(process.execPath, ["--import", "tsx", "bin/test-database.ts"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const address = new Promise((resolve) => createInterface({ input: server.stdout }).once("line", resolve));
  process.env.GANTRY_TEST_DATABASE_URL = await Promise.race([address, ended.then(() => "")]);
  await work();
  server.stdin.end();
  await ended;
}

/** Tables, database and edge tests with Node's own runner; the counts come from its TAP output. */
async function nodeTests() {
  const tap = path.join(results, "node.tap");
  const files = ["lib", "sandbox", "bench", "bin", "components", "app"].flatMap(testFilesIn);
  const code = await run(process.execPath, [
    ...["--import", "tsx", "--test", "--test-concurrency=2"],
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=tap", `--test-reporter-destination=${tap}`],
    ...files,
  ]);
  const counts = tapCounts(readFileSync(tap, "utf8"));
  console.log(`${counts.pass} of ${counts.tests} tests passed in ${files.length} files`);
  passed += counts.pass;
  const wrong = counts.tests - counts.pass;
  failed += code === 0 && wrong === 0 && files.length > 0 && counts.pass > 0 ? 0 : Math.max(1, wrong);
}

function testFilesIn(folder) {
  return existsSync(folder) ? globTestFiles(folder).sort() : [];
}

function globTestFiles(folder) {
  return execFileSync("find", [folder, "-name", "*.test.ts", "-o", "-name", "*.test.tsx"], { encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !file.includes("node_modules"));
}

/** The last `# tests N` and `# pass N` lines; skipped, cancelled and todo tests count as not passed. */
function tapCounts(tap) {
  const last = (word) => Number([...tap.matchAll(new RegExp(`^# ${word} (\\d+)$`, "gm"))].at(-1)?.[1] ?? 0);
  return { tests: last("tests"), pass: last("pass") };
}

/** Journeys in a real browser; a skipped or flaky one counts as failed. */
async function journeys() {
  const report = path.join(results, "e2e.json");
  const code = await run(path.join(root, "node_modules/.bin/playwright"), ["test"]);
  const stats = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).stats : { expected: 0, unexpected: 1 };
  const wrong = stats.unexpected + (stats.flaky ?? 0) + (stats.skipped ?? 0);
  passed += stats.expected;
  failed += code === 0 && wrong === 0 && stats.expected > 0 ? 0 : Math.max(1, wrong);
}

/** The browser's path: one that is there, or Debian's, installed where that can be done. */
function chromium() {
  const found = () =>
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((one) => existsSync(one));
  const there = found() ?? playwrightsOwn();
  if (there) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("installing chromium from Debian's packages …");
    execFileSync("apt-get", ["update"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  const installed = found();
  if (installed) return installed;
  console.error(
    "The tests need a browser. Install the package `chromium`, or set GANTRY_TEST_CHROMIUM to a Chromium's path.",
  );
  console.log("\n0 passed, 1 failed");
  return process.exit(1);
}

function playwrightsOwn() {
  try {
    const ask = "import { chromium } from 'playwright'; console.log(chromium.executablePath())";
    const own = execFileSync(process.execPath, ["--input-type=module", "-e", ask], { encoding: "utf8" }).trim();
    return existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], cwd: root });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
