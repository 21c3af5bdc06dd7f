import { spawn } from "node:child_process";
import { conditionText, meets, shownValue } from "../core/condition.ts";
import type { Probe } from "../core/item.ts";
import { judged, noAnswer, type ProbeReach, type ProbeSaw, resource } from "./probe-reach.ts";

const mostBytes = 64 * 1024;
type Ran = { exit: number | null; signal: string | null; out: string; err: string; isCut: boolean };

/** Runs a command of the server's configuration, with its own variables only: exit 0, and where a condition is set, its whole output has to
 *  meet it. At the time-out the command and everything it started is ended. */
export async function commandProbe(probe: Extract<Probe, { kind: "command" }>, reach: ProbeReach): Promise<ProbeSaw> {
  const { argv, variables } = resource(reach, "commands", probe.resource);
  const ran = await run(argv, environment(variables), reach.signal);
  const raw = [argv.join(" "), ran.out, ran.err, endText(ran)].filter((part) => part !== "").join("\n");
  if (reach.signal.aborted) return noAnswer(`it did not end within ${reach.timeoutMs / 1_000} s`, raw);
  if (ran.exit !== 0) return judged(false, `the command ended with ${endText(ran)}`, raw);
  if (probe.is === null) return judged(true, "the command ended well (exit 0)", raw);
  const seen = ran.out.trim();
  const says = `it says ${shownValue(seen)}; expected: it ${conditionText(probe.is)}`;
  return judged(!ran.isCut && meets(probe.is, seen), ran.isCut ? "its output is too long to be read" : says, raw);
}

function environment(variables: readonly string[]): NodeJS.ProcessEnv {
  const named = ["PATH", "HOME", "LANG", ...variables].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(named) as unknown as NodeJS.ProcessEnv;
}

function run(argv: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ran> {
  const [program = "", ...rest] = argv;
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it starts ends with it.
    const child = spawn(program, rest, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const out = capped(child.stdout);
    const err = capped(child.stderr);
    const end = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    signal.addEventListener("abort", end, { once: true });
    child.once("error", reject);
    child.once("close", (exit, ended) => {
      signal.removeEventListener("abort", end);
      resolve({ exit, signal: ended, out: out.text(), err: err.text(), isCut: out.isCut() });
    });
  });
}

function capped(stream: NodeJS.ReadableStream) {
  const parts: Buffer[] = [];
  let bytes = 0;
  stream.on("data", (part: Buffer) => {
    if (bytes < mostBytes) parts.push(part);
    bytes += part.length;
  });
  const text = () => Buffer.concat(parts).subarray(0, mostBytes).toString("utf8");
  return { text, isCut: () => bytes > mostBytes };
}

function endText({ exit, signal }: Ran): string {
  return exit === null ? `signal ${signal ?? "unknown"}` : `exit ${exit}`;
}
