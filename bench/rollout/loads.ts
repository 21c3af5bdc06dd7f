import { spawn } from "node:child_process";
import path from "node:path";
import { programArgs } from "#lib/platform/program.ts";
import type { SteadyResult, SteadyTask } from "../shadow/steady-load.ts";

/** A steady load from a process of its own: 400 GETs a second over 40 kept connections. */
export const load = { ratePerSecond: 400, connections: 40 };

const program = path.resolve(import.meta.dirname, "../shadow/steady-load.ts");

export function loaded(port: number, seconds: number): Promise<SteadyResult> {
  const task: SteadyTask = { ...load, port, seconds };
  const child = spawn(process.execPath, [...programArgs(program), JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return new Promise((resolve, reject) =>
    child.once("close", (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`the load ended with ${code}`)),
    ),
  );
}

/** One line of a Markdown table: requests, failed and blocked, p50 and p99 with their ratio to the peer. */
export function lineOf(name: string, seen: SteadyResult, peer: SteadyResult): string {
  const ratio = (one: "p50Ms" | "p99Ms") => `${seen[one].toFixed(2)} ms (${(seen[one] / peer[one]).toFixed(2)} ×)`;
  const cells = [name, seen.n.toLocaleString("en-GB"), `${seen.errors + seen.blocked}`, ratio("p50Ms"), ratio("p99Ms")];
  return `| ${cells.join(" | ")} |`;
}

export const head =
  "| load of 400 requests a second | requests | failed | p50 (× directly) | p99 (× directly) |\n| --- | --- | --- | --- | --- |";
