import { pause } from "../engine/wait.ts";
import type { SteadyResult } from "./steady-load.ts";
import { type Cores, haproxy, mirror, nginx, nodeProxy, type Started, steady } from "./systems.ts";

/** What the parts of the mirror's benchmark share. */

export type Options = { rounds: number; seconds: number };
export type Named = { name: string; started: Started };

export const ratePerSecond = 1_000;
export const connections = 32;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const ms = (value: number) => `${value.toFixed(3)} ms`;

/** The mirror and its peers before the same two systems. */
export async function proxies(legacyPort: number, candidatePort: number, cores: Cores): Promise<Named[]> {
  const peers: [name: string, started: Started | null][] = [
    ["mirror", await mirror({ legacyPort, candidatePort }, cores)],
    ["nginx mirror", await nginx(legacyPort, candidatePort, cores.proxy)],
    ["HAProxy, no mirroring", await haproxy(legacyPort, cores.proxy)],
    ["node:http + undici", await nodeProxy(legacyPort, candidatePort, cores.proxy)],
  ];
  for (const [name, started] of peers) if (started === null) console.log(`${name}: not installed, left out.`);
  return peers.flatMap(([name, started]) => (started === null ? [] : [{ name, started }]));
}

type Load = { port: number; seconds: number; largeEvery?: number };

export function load({ port, seconds, largeEvery }: Load, cores: Cores): Promise<SteadyResult> {
  const task = { port, seconds, ratePerSecond, connections, ...(largeEvery === undefined ? {} : { largeEvery }) };
  return steady(task, cores.rest);
}

export function sound({ errors, blocked }: SteadyResult, name: string): void {
  if (errors + blocked > 0)
    throw new Error(`${name}: ${errors} errors, ${blocked} blocked: nothing can be read from this`);
}

export async function endThem(all: readonly Started[]): Promise<void> {
  await Promise.all(all.map((one) => one.end()));
  await pause(100);
}
