import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../lib/platform/free-port.ts";
import { ownDatabase } from "./own-database.ts";

export { freePort };

/** A whole Gantry of a journey's own: the built app, a database, a data folder; all go away with it. The database is the one that comes
 *  along, or one of the server of GANTRY_TEST_DATABASE_URL. */

export const admin = { name: "Katrin Brandt", email: "k.brandt@plant.example", password: "a long enough pass phrase" };

export type Gantry = {
  url: string;
  dataFolder: string;
  /** How a command in a shell finds its database; nothing where that came along. */
  databaseEnv: Record<string, string>;
  /** The one-time link, when no admin was given. */
  setUpLink: string | null;
  output(): string;
  /** Process ids of one kind of child, found by what is on its command line. */
  pidsOf(part: string): number[];
  stop(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, "..");

type Options = { withAdmin?: boolean; env?: Record<string, string>; dataFolder?: string };

export async function startGantry({ withAdmin = true, env = {}, dataFolder }: Options = {}): Promise<Gantry> {
  const folder = dataFolder ?? mkdtempSync(path.join(tmpdir(), "gantry-e2e-"));
  const port = await freePort();
  const database = await ownDatabase(path.basename(folder));
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: root,
    env: { ...process.env, ...childEnv(port, folder, withAdmin), ...database?.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    async () => (await ready(url, child, () => output)) && output.includes(lastWord(withAdmin)),
    120_000,
    () => `Gantry did not become ready:\n${output}`,
  ).catch(async (error) => {
    await end(child);
    throw error;
  });
  return {
    url,
    dataFolder: folder,
    databaseEnv: { ...database?.env },
    setUpLink: /https?:\/\/\S+\/set-up\?token=\S+/.exec(output)?.[0]?.replace(/^https?:\/\/[^/]+/, url) ?? null,
    output: () => output,
    pidsOf: (part) => descendants(child.pid ?? 0).filter((pid) => commandLine(pid).includes(part)),
    stop: async () => {
      await end(child);
      // A folder that was given, and its database, are for another start.
      if (dataFolder !== undefined) return;
      // What was told to leave too late may still write its last lines.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      await database?.drop();
    },
  };
}

/** What a start prints last. */
function lastWord(withAdmin: boolean): string {
  return withAdmin ? "Gantry is ready" : "/set-up?token=";
}

function childEnv(port: number, folder: string, withAdmin: boolean): Record<string, string> {
  const base = { GANTRY_PORT: String(port), GANTRY_DATA: folder, NEXT_TELEMETRY_DISABLED: "1" };
  return withAdmin ? { ...base, GANTRY_ADMIN_EMAIL: admin.email, GANTRY_ADMIN_PASSWORD: admin.password } : base;
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`Gantry left with ${child.exitCode}:\n${output()}`);
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Asks a process to leave, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** Waits for a condition; `limitMs` only ends a wait that would never end. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  limitMs: number,
  says: () => string,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(says());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function descendants(pid: number): number[] {
  const children = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .flatMap(([one]) => (one === undefined ? [] : [one]));
  return [...children, ...children.flatMap(descendants)];
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
