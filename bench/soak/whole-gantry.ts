import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "#lib/platform/free-port.ts";
import { until } from "./until.ts";

/** A whole Gantry of a soak's own, as `npm start` makes it: it can be killed, and started again on the same data folder. */
export type WholeGantry = {
  url: string;
  folder: string;
  /** Everything that was printed, by all its starts. */
  output(): string;
  /** The process that `npm start` becomes. */
  supervisorPid(): number;
  /** Starts it on the same data folder and port. Resolves when it answers; throws with what it printed when it leaves instead. */
  start(): Promise<void>;
  /** Resolves when the last started one has ended. */
  ended(): Promise<void>;
  /** SIGTERM, and the data folder removed. */
  close(): Promise<void>;
};

export const admin = { email: "soak@plant.example", password: "a long enough pass phrase" };

type Options = { env?: Readonly<Record<string, string>>; folder?: string };

const repository = path.resolve(import.meta.dirname, "../..");

/** A build that is not of these sources would be made by the first start: far beyond what that takes. */
const readyAfterMs = 180_000;

export async function startWholeGantry({ env = {}, folder = aFolder() }: Options = {}): Promise<WholeGantry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const told: NodeJS.ProcessEnv = {
    ...inherited(),
    GANTRY_PORT: String(port),
    GANTRY_DATA: folder,
    GANTRY_ADMIN_EMAIL: admin.email,
    GANTRY_ADMIN_PASSWORD: admin.password,
    ...env,
  };
  let output = "";
  let child: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  const start = async () => {
    const from = output.length;
    const one = spawn(process.execPath, ["bin/start.mjs"], {
      cwd: repository,
      env: told,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [one.stdout, one.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child = one;
    ended = new Promise((resolve) => one.once("exit", () => resolve()));
    const says = () => `Gantry did not come up:\n${output.slice(from)}`;
    await until(
      async () => {
        if (one.exitCode !== null || one.signalCode !== null) throw new Error(says());
        return output.includes("Gantry is ready", from) && (await answers(url));
      },
      { limitMs: readyAfterMs, says },
    );
  };
  await start();
  return {
    url,
    folder,
    output: () => output,
    supervisorPid: () => child?.pid ?? 0,
    start,
    ended: () => ended,
    close: async () => {
      child?.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL runs as another user when this runs as root, and must be able to pass. */
export function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-soak-"));
  chmodSync(folder, 0o711);
  return folder;
}

/** What a person has set for a Gantry of their own, or the tests for theirs, is not for this one. */
function inherited(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(GANTRY_|DATABASE_URL)/.test(name));
  return { ...Object.fromEntries(own), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The soaks kill what they find in /proc. */
export function refuseWithoutProc(): void {
  if (!existsSync("/proc/self/environ")) throw new Error("This needs Linux: it finds processes in /proc.");
}
