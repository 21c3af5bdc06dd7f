import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { migrateDatabase } from "#lib/platform/migrate.ts";
import { runningPostmaster } from "#lib/platform/postmaster-file.ts";
import { type Started, upstream } from "../shadow/systems.ts";
import { until } from "./until.ts";
import { aFolder } from "./whole-gantry.ts";

/** `gantry mirror` as a site runs it: before a legacy system, with a new one and a PostgreSQL of the soak's own, which can go away. */

export const soakSecret = "a secret for a soak only";

export type MirrorFigures = {
  observed: number;
  comparable: number;
  notCompared: Record<string, number>;
  recording: {
    notRecorded: number;
    restarts: number;
    recorder: { spooling: boolean; spool: { bytes: number; dropped: number; torn: number } } | null;
  };
};

export type MirrorPlace = {
  port: number;
  legacyPort: number;
  pilot: string;
  databaseUrl: string;
  output(): string;
  figures(): Promise<MirrorFigures>;
  /** Kills it with SIGKILL; the mirror starts another one. */
  kill(part: "recorder" | "follower"): Promise<void>;
  killCandidate(): Promise<void>;
  startCandidate(): Promise<void>;
  stopDatabase(): Promise<void>;
  /** Without a farewell. */
  killDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  /** What the database has, and what its counts add up to. */
  stored(): Promise<{ exchanges: number; counted: number; compared: number }>;
  memoryMiB(): number;
  close(): Promise<void>;
};

const repository = path.resolve(import.meta.dirname, "../..");
const startsWithinMs = 60_000;

export async function aMirrorPlace(): Promise<MirrorPlace> {
  const [folder, data] = [aFolder(), aFolder()];
  const settings = { fsync: "off" };
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataFolder: data, says: () => {}, settings });
  const { ownerUrl: databaseUrl, port: databasePort } = server;
  const { appUrl } = await migrateDatabase(databaseUrl, soakSecret);
  const pilot = await aPilot(appUrl);
  const legacy = await upstream("none", null);
  let candidate: Started = await upstream("none", null);
  const config = {
    ...{ pilot, name: "soak", listen: { port: 0 }, legacy: `http://127.0.0.1:${legacy.port}` },
    candidate: { url: `http://127.0.0.1:${candidate.port}` },
  };
  const file = path.join(folder, "given.json");
  writeFileSync(file, JSON.stringify(config));
  const mirror = await startMirrorProcess(folder, { file, databaseUrl });
  const socketPath = path.join(folder, "mirror", "admin.sock");
  const startDatabase = async () => {
    server = await startEmbeddedPostgres({ dataFolder: data, says: () => {}, settings, port: databasePort });
  };
  return {
    ...{ port: mirror.port, legacyPort: legacy.port, pilot, databaseUrl, output: mirror.output, startDatabase },
    figures: async () => JSON.parse(await tell(socketPath, "GET", "/figures")),
    kill: (part) => killed(mirror.child, `mirror-${part}.ts`),
    killCandidate: async () => {
      process.kill(candidate.running.pid, "SIGKILL");
      await candidate.running.ended;
    },
    startCandidate: async () => {
      candidate = await upstream("none", null);
      const now = JSON.parse(await tell(socketPath, "GET", "/config"));
      await tell(socketPath, "PUT", "/config", { ...now, candidate: { url: `http://127.0.0.1:${candidate.port}` } });
    },
    stopDatabase: () => server.stop(),
    killDatabase: async () => {
      const running = runningPostmaster(path.join(data, "database", "cluster"));
      if (running === null) throw new Error("there is no database to kill");
      process.kill(running.pid, "SIGKILL");
      await server.ended;
    },
    stored: () => storedIn(databaseUrl),
    memoryMiB: () => residentMiB(mirror.child.pid ?? 0),
    close: async () => {
      mirror.child.kill("SIGTERM");
      await mirror.ended;
      await Promise.all([legacy.end(), candidate.end()]);
      await server.stop();
      for (const one of [folder, data]) rmSync(one, { recursive: true, force: true });
    },
  };
}

async function aPilot(appUrl: string): Promise<string> {
  const connection = connect({ url: appUrl, name: "soak", max: 1 });
  try {
    return (await aPlace(systemCtx(connection.db, "soak"))).pilot;
  } finally {
    await connection.close();
  }
}

async function startMirrorProcess(folder: string, { file, databaseUrl }: { file: string; databaseUrl: string }) {
  const own = Object.entries(process.env).filter(([name]) => !/^(GANTRY_|DATABASE_URL)/.test(name));
  const told = { GANTRY_DATA: folder, DATABASE_URL: databaseUrl, GANTRY_SECRET: soakSecret };
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(own), NODE_ENV: "production", ...told };
  const child = spawn(process.execPath, [path.join(repository, "bin/gantry.mjs"), "mirror", file], {
    env,
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const port = () => Number(/listens on 127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? 0);
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(output);
      return port() > 0;
    },
    { limitMs: startsWithinMs, says: () => `the mirror does not listen:\n${output}` },
  );
  return { child, ended, output: () => output, port: port() };
}

function tell(socketPath: string, method: string, target: string, body?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, method, path: target, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Waits for it to be there: it may have been killed before. */
async function killed(mirror: ChildProcess, program: string): Promise<void> {
  const find = () => childrenOf(mirror.pid ?? 0).find((pid) => commandOf(pid).includes(program));
  await until(() => find() !== undefined, { limitMs: startsWithinMs, says: () => `there is no ${program}` });
  process.kill(find() ?? 0, "SIGKILL");
}

function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const text = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")).join(" ");
  return text.split(/\s+/).filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function residentMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

async function storedIn(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ exchanges: string; outcomes: string; not_compared: string }[]>`
      select (select count(*) from shadow_exchanges) as exchanges,
        (select coalesce(sum(n), 0) from shadow_outcome_hours) as outcomes,
        (select coalesce(sum(n), 0) from shadow_not_compared_hours) as not_compared`;
    const [compared, notCompared] = [Number(row?.outcomes), Number(row?.not_compared)];
    return { exchanges: Number(row?.exchanges), counted: compared + notCompared, compared };
  } finally {
    await sql.end({ timeout: 2 });
  }
}
