import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import test, { afterEach, beforeEach } from "node:test";
import { freePort } from "../free-port.ts";
import { isAlive, runningPostmaster } from "../postmaster-file.ts";
import { programArgs } from "../program.ts";
import { temporaryFolder } from "../testing/database.ts";
import { waitFor } from "../testing/wait-for.ts";

let folder: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
  await waitFor("everything to end", () => pidsWith(folder).length === 0);
  rmSync(folder, { recursive: true, force: true });
});

type Started = { child: ChildProcess; port: number; output(): string; ended: Promise<number | null> };

async function start(env: Record<string, string> = {}): Promise<Started> {
  const port = Number(env["GANTRY_PORT"] ?? (await freePort()));
  const program = new URL("../testing/stub-supervisor.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, programArgs(program), {
    env: {
      ...process.env,
      GANTRY_TEST_DATABASE_URL: undefined,
      GANTRY_DATA: folder,
      GANTRY_HOST: "127.0.0.1",
      GANTRY_PORT: String(port),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, port, output: () => output, ended };
}

async function startReady(env: Record<string, string> = {}): Promise<Started> {
  const started = await start(env);
  await waitFor("the supervisor to be ready", () => {
    assert.equal(started.child.exitCode, null, started.output());
    return started.output().includes(`ready on ${started.port}`);
  });
  return started;
}

/** Every process that was told of this data folder. */
function pidsWith(text: string): number[] {
  const has = (file: string) => {
    try {
      return readFileSync(file, "utf8").includes(text);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => has(`/proc/${pid}/cmdline`) || has(`/proc/${pid}/environ`));
}

const database = () => runningPostmaster(path.join(folder, "database/cluster"));

async function saysOf(port: number): Promise<{ pid: number; env: Record<string, string> }> {
  const leave = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}`, { signal: leave.signal });
  const first = await answer.body?.getReader().read();
  leave.abort();
  return JSON.parse(new TextDecoder().decode(first?.value));
}

test("SIGTERM with open streams: everything is gone within 5 s", async () => {
  const { child, port, ended } = await startReady();
  const open = await fetch(`http://127.0.0.1:${port}`);
  assert.equal(pidsWith(folder).length >= 6, true);
  const asked = performance.now();
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
  assert.deepEqual(pidsWith(folder), []);
  assert.ok(performance.now() - asked < 5_000);
  await open.body?.cancel().catch(() => {});
});

test("a process that does not leave when asked is made to: everything is gone within 5 s", async () => {
  const { child, ended } = await startReady({ STUB_STUBBORN: "yes" });
  const asked = performance.now();
  child.kill("SIGINT");
  await ended;
  assert.deepEqual(pidsWith(folder), []);
  assert.ok(performance.now() - asked < 5_000);
});

test("SIGTERM while it is still starting: it leaves without complaint, and nothing stays", async () => {
  const begun: [what: string, (output: string) => boolean][] = [
    ["the data folder to be held", () => existsSync(path.join(folder, "gantry-data-folder"))],
    ["the first process to begin", (output) => output.includes("stub ")],
  ];
  for (const [what, holds] of begun) {
    const { child, ended, output } = await start();
    await waitFor(what, () => holds(output()));
    child.kill("SIGTERM");
    assert.equal(await ended, 0, output());
    assert.doesNotMatch(output(), /while it was starting|Error/);
    await waitFor("everything to end", () => pidsWith(folder).length === 0);
  }
});

test("kill -9 of the supervisor leaves no orphan and no lock, and the practice plant keeps its ports", async () => {
  const first = await startReady();
  const ports = readFileSync(path.join(folder, "practice-plant.json"), "utf8");
  first.child.kill("SIGKILL");
  await waitFor("everything to end", () => pidsWith(folder).length === 0);
  await startReady();
  assert.equal(readFileSync(path.join(folder, "practice-plant.json"), "utf8"), ports);
});

test("a process that is killed starts again; so does the database", async () => {
  const { port } = await startReady();
  const before = await saysOf(port);
  process.kill(before.pid, "SIGKILL");
  await waitFor("another web process", async () => {
    const now = await saysOf(port).catch(() => null);
    return now !== null && now.pid !== before.pid;
  });
  const { pid = 0 } = database() ?? {};
  process.kill(pid, "SIGKILL");
  await waitFor("another database", () => ![undefined, pid].includes(database()?.pid));
});

test("processes get the login that cannot change the log, and nothing else of the database", async () => {
  const { port, output } = await startReady({
    GANTRY_ADMIN_EMAIL: "a@b.example",
    GANTRY_ADMIN_PASSWORD: "a long pass phrase",
  });
  const { env } = await saysOf(port);
  assert.match(env["GANTRY_APP_DATABASE_URL"] ?? "", /^postgres:\/\/gantry_app:/);
  assert.doesNotMatch(JSON.stringify(env), /gantry_owner|a long pass phrase/);
  const plant = JSON.parse(readFileSync(path.join(folder, "practice-plant.json"), "utf8"));
  const plantEnv = (await saysOf(plant.legacyPort)).env;
  assert.deepEqual([plantEnv["GANTRY_SECRET"], plantEnv["GANTRY_APP_DATABASE_URL"]], [undefined, undefined]);
  assert.ok(!output().includes(env["GANTRY_SECRET"] ?? ""));
});

test("a port that is taken: a sentence, and nothing left behind", async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  const { ended, output } = await start({ GANTRY_PORT: String(port) });
  assert.equal(await ended, 1);
  assert.equal(
    output().trim(),
    `Port ${port} is taken by another program. Choose another port: GANTRY_PORT=3000 npm start`,
  );
  assert.deepEqual(pidsWith(folder), []);
  assert.ok(!existsSync(path.join(folder, "database")));
  other.close();
});

test("a second start on one data folder says so and ends with 1; the first goes on", async () => {
  const first = await startReady();
  const { pid } = await saysOf(first.port);
  const second = await start();
  assert.equal(await second.ended, 1);
  assert.match(second.output(), /^Another Gantry already runs on the data folder/);
  assert.equal((await saysOf(first.port)).pid, pid);
  assert.ok(isAlive(pid));
});

test("another secret than the first time: refused, and nothing left behind", async () => {
  const first = await startReady();
  first.child.kill("SIGTERM");
  await first.ended;
  const second = await start({ GANTRY_SECRET: "another secret altogether" });
  assert.equal(await second.ended, 1);
  assert.match(second.output(), /set up with another GANTRY_SECRET/);
  assert.deepEqual(pidsWith(folder), []);
});
