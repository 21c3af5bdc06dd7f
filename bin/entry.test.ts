import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { isAlive } from "#lib/platform/postmaster-file.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-entry-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const bin = (name: string) => path.join(import.meta.dirname, name);

type Ended = { code: number | null; output: string };

async function endOf(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = await once(child, "close");
  return { code, output };
}

test("an old Node is told so in one sentence, whichever command it runs", async () => {
  const cases: [version: string, command: string][] = [
    ["18.20.4", "start.mjs"],
    ["20.18.3", "test.mjs"],
    ["16.0.0", "gantry.mjs"],
  ];
  for (const [version, command] of cases) {
    const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;
    const { code, output } = await endOf(["--import", pretend, bin(command)]);
    assert.equal(code, 1, command);
    assert.equal(
      output,
      `Gantry needs Node.js 20.19 or newer; this is ${version}. Node.js 24 is a good choice: https://nodejs.org\n`,
    );
  }
});

test("tests without their browser fail at once and name it; the last line counts", async () => {
  const { code, output } = await endOf([bin("test.mjs")], { GANTRY_TEST_CHROMIUM: "/nowhere/chromium" });
  assert.equal(code, 1);
  assert.equal(output, "GANTRY_TEST_CHROMIUM names /nowhere/chromium, which is not there.\n\n0 passed, 1 failed\n");
});

test("asked to leave, a program is taken along with what it started", async () => {
  const pids = path.join(folder, "pids");
  const waits = `echo $$ >> ${pids}; sleep 600 & echo $! >> ${pids}; wait`;
  const child = ours(`import { runProgram } from "${bin("run-program.mjs")}";
    await runProgram("/bin/sh", ["-c", ${JSON.stringify(waits)}], { stdio: "ignore" });`);
  const started = () => (existsSync(pids) ? readFileSync(pids, "utf8").trim().split("\n").map(Number) : []);
  await waitFor("both to run", () => started().length === 2);
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [1, null]);
  await waitFor("both to be gone", () => !started().some(isAlive));
});

test("when npm is gone, we leave too", async () => {
  const pid = path.join(folder, "pid");
  const program = `import { writeFileSync } from "node:fs";
    import { leaveWithNpm } from "${bin("run-program.mjs")}";
    leaveWithNpm();
    process.on("SIGTERM", () => { writeFileSync("${pid}.left", ""); process.exit(); });
    writeFileSync("${pid}", String(process.pid));
    setInterval(() => {}, 1000);`;
  const between = 'trap "exit 1" TERM; "$0" "$@" & wait';
  const args = ["-c", between, process.execPath, "--input-type=module", "-e", program];
  const shell = spawn("/bin/sh", args, { env: { ...process.env, npm_lifecycle_event: "start" }, stdio: "ignore" });
  await waitFor("the program to run", () => existsSync(pid));
  assert.ok(isAlive(Number(readFileSync(pid, "utf8"))));
  shell.kill("SIGTERM");
  await waitFor("it to have left", () => existsSync(`${pid}.left`));
});

function ours(program: string): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
}
