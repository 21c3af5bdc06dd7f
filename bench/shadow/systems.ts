import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram, type Running, start } from "../engine/children.ts";
import { parseStat } from "../engine/cpu-time.ts";
import { until } from "../engine/wait.ts";
import type { MirrorTask } from "./mirror-process.ts";
import { nginxMirror } from "./nginx-mirror.ts";
import type { SteadyResult, SteadyTask } from "./steady-load.ts";
import type { Fault } from "./upstream.ts";

/** What the benchmark starts: legacy and new system, what stands before them, and who asks. */

export type Started = { running: Running; port: number; end(): Promise<void> };
export type Cores = { proxy: number | null; rest: number | null };

const file = (name: string) => path.join(import.meta.dirname, name);
const node = (name: string, ...args: string[]) => ({
  file: process.execPath,
  args: ["--import", "tsx", file(name), ...args],
});

async function started(running: Running): Promise<Started> {
  await until(() => running.stdout().includes("\n"), {
    ms: 20_000,
    whileTrue: running.alive,
    sentence: () => `did not start: ${running.stderr().trim().slice(-500)}`,
  });
  return { running, port: Number(running.stdout().split("\n")[0]), end: () => ended(running) };
}

async function ended(running: Running): Promise<void> {
  running.end();
  await running.ended;
}

export function upstream(fault: Fault, core: number | null): Promise<Started> {
  return started(start(node("upstream.ts", fault), core));
}

export function mirror(task: MirrorTask, core: number | null): Promise<Started> {
  return started(start(node("mirror-process.ts", JSON.stringify(task)), core));
}

export function nodeProxy(legacyPort: number, candidatePort: number, core: number | null): Promise<Started> {
  return started(start(node("node-proxy.ts", String(legacyPort), String(candidatePort)), core));
}

/** Null when nginx is not installed. */
export async function nginx(legacyPort: number, candidatePort: number, core: number | null): Promise<Started | null> {
  const program = findProgram("nginx");
  if (program === null) return null;
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-bench-"));
  const port = await freePort();
  const config = path.join(folder, "nginx.conf");
  writeFileSync(config, nginxMirror(port, { folder, legacyPort, candidatePort }));
  const running = start({ file: program, args: ["-c", config, "-p", folder, "-e", "stderr"] }, core);
  await until(() => answers(port), {
    ms: 10_000,
    whileTrue: running.alive,
    sentence: () => `nginx did not start: ${running.stderr().trim().slice(-500)}`,
  });
  return { running, port, end: () => ended(running) };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** CPU-seconds of one process, without what it started. */
export function cpuSeconds(pid: number): number {
  const stat = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat === null) throw new Error("the process ended before it was measured");
  return (stat.user + stat.system) / 100;
}

/** Resident memory now, in MiB. */
export function memoryMiB(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

export async function steady(task: SteadyTask, core: number | null): Promise<SteadyResult> {
  const running = start(node("steady-load.ts", JSON.stringify(task)), core);
  const code = await running.ended;
  if (code !== 0) throw new Error(`the load ended with ${code}: ${running.stderr().slice(-500)}`);
  return JSON.parse(running.stdout());
}

/** As many requests as go over so many connections. */
export async function saturate(
  { port, seconds }: { port: number; seconds: number },
  core: number | null,
): Promise<{ requests: number; perSecond: number }> {
  const task = { url: `http://127.0.0.1:${port}/`, connections: 64, seconds };
  const running = start(node("../engine/floor-load.ts", JSON.stringify(task)), core);
  await running.ended;
  const { requests, failed }: { requests: number; failed: number } = JSON.parse(running.stdout());
  if (failed > 0) throw new Error(`${failed} connections failed`);
  return { requests, perSecond: requests / seconds };
}
