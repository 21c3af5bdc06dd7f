import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { findProgram, type Running, start } from "../engine/children.ts";
import { parseStat } from "../engine/cpu-time.ts";
import { until } from "../engine/wait.ts";
import { haproxyConfig } from "./haproxy.ts";
import type { MirrorTask } from "./mirror-process.ts";
import { nginxMirror, nginxUpstream } from "./nginx-mirror.ts";
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

/** Fails from the first `toggle` on, is healed by the next, and so on. */
export async function failingUpstream(fault: Fault, core: number | null): Promise<Started & { toggle(): void }> {
  const one = await started(start(node("upstream.ts", fault, "healthy"), core));
  return { ...one, toggle: () => process.kill(one.running.pid, "SIGUSR2") };
}

/** Healthy, and as cheap as can be; null when nginx is not installed. */
export function cheapUpstream(core: number | null): Promise<Started | null> {
  return startedPeer("nginx", core, ({ port, folder }) => nginxUpstream(port, folder));
}

export function mirror(task: MirrorTask, { proxy, rest }: Cores): Promise<Started> {
  return started(start(node("mirror-process.ts", JSON.stringify({ ...task, recorderCore: rest })), proxy));
}

export function nodeProxy(legacyPort: number, candidatePort: number, core: number | null): Promise<Started> {
  return started(start(node("node-proxy.ts", String(legacyPort), String(candidatePort)), core));
}

/** Null when nginx is not installed. */
export function nginx(legacyPort: number, candidatePort: number, core: number | null): Promise<Started | null> {
  return startedPeer("nginx", core, ({ port, folder }) => nginxMirror(port, { folder, legacyPort, candidatePort }));
}

/** Null when HAProxy is not installed. */
export function haproxy(legacyPort: number, core: number | null): Promise<Started | null> {
  return startedPeer("haproxy", core, ({ port }) => haproxyConfig(port, legacyPort));
}

async function startedPeer(
  name: "nginx" | "haproxy",
  core: number | null,
  configOf: (place: { port: number; folder: string }) => string,
): Promise<Started | null> {
  const program = findProgram(name);
  if (program === null) return null;
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-bench-"));
  const port = await freePort();
  const config = path.join(folder, `${name}.conf`);
  writeFileSync(config, configOf({ port, folder }));
  const args = name === "nginx" ? ["-c", config, "-p", folder, "-e", "stderr"] : ["-db", "-f", config];
  const running = start({ file: program, args }, core);
  await until(() => answers(port), {
    ms: 10_000,
    whileTrue: running.alive,
    sentence: () => `${name} did not start: ${running.stderr().trim().slice(-500)}`,
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

/** Resident memory at its most so far, in MiB. */
export function memoryMiB(pid: number): number {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

/** The signal ends it before its time. */
export async function steady(task: SteadyTask, core: number | null, signal?: AbortSignal): Promise<SteadyResult> {
  const running = start(node("steady-load.ts", JSON.stringify(task)), core);
  signal?.addEventListener("abort", () => running.end());
  const code = await running.ended;
  if (code !== 0) throw new Error(`the load ended with ${code}: ${running.stderr().slice(-500)}`);
  return JSON.parse(running.stdout());
}

/** As many requests as go over so many connections. */
export async function saturate(
  { port, seconds }: { port: number; seconds: number },
  core: number | null,
): Promise<{ requests: number; perSecond: number }> {
  const url = `http://127.0.0.1:${port}/`;
  const wrk = findProgram("wrk");
  if (wrk !== null) {
    const args = ["-t1", `-c${saturating}`, `-d${seconds}s`, url];
    const running = start({ file: wrk, args }, core);
    if ((await running.ended) !== 0) throw new Error(`wrk failed: ${running.stderr().slice(-500)}`);
    const [, requests] = /(\d+) requests in/.exec(running.stdout()) ?? [];
    if (/Socket errors|Non-2xx/.test(running.stdout())) throw new Error(running.stdout());
    return { requests: Number(requests), perSecond: Number(requests) / seconds };
  }
  const running = start(
    node("../engine/floor-load.ts", JSON.stringify({ url, connections: saturating, seconds })),
    core,
  );
  await running.ended;
  const { requests, failed }: { requests: number; failed: number } = JSON.parse(running.stdout());
  if (failed > 0) throw new Error(`${failed} connections failed`);
  return { requests, perSecond: requests / seconds };
}

const saturating = 32;
