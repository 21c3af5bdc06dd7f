import type { ProbeResources } from "../../platform/config.ts";
import { cutOutput, withoutSecrets } from "../../platform/core/kept-output.ts";
import type { Probe } from "../core/item.ts";
import { commandProbe } from "./command-probe.ts";
import { fileAgeProbe } from "./file-age-probe.ts";
import { httpProbe } from "./http-probe.ts";
import { postgresProbe } from "./postgres-probe.ts";
import { NotAsked, noAnswer, type ProbeReach, type ProbeSaw, whyOf } from "./probe-reach.ts";
import { prometheusProbe } from "./prometheus-probe.ts";
import { redisProbe } from "./redis-probe.ts";
import { tcpProbe } from "./tcp-probe.ts";

export type ProbeRan = ProbeSaw & { latencyMs: number };

const mostSays = 400;

/** Runs one probe to its end, at most `timeoutMs` long whatever the other side does. Never throws; secrets of the configuration are replaced
 *  in what it brings back, and long output is cut. */
export async function runProbe(probe: Probe, reach: Omit<ProbeReach, "signal">): Promise<ProbeRan> {
  const startedMs = performance.now();
  const stop = new AbortController();
  const late = new Promise<ProbeSaw>((resolve) => {
    // Cleared below. Some clients need a moment to notice the signal: the result does not wait for them.
    stop.signal.addEventListener("abort", () => setTimeout(() => resolve(tooLate(reach)), 250), { once: true });
  });
  const timer = setTimeout(() => stop.abort(), reach.timeoutMs);
  const asked = ask(probe, { ...reach, signal: stop.signal }).catch((error: unknown) =>
    stop.signal.aborted ? tooLate(reach) : failedOf(error),
  );
  const saw = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  const secrets = secretsOf(reach.resources);
  return {
    outcome: saw.outcome,
    says: withoutSecrets(saw.says, secrets).slice(0, mostSays),
    raw: cutOutput(withoutSecrets(saw.raw, secrets)),
    latencyMs: performance.now() - startedMs,
  };
}

const tooLate = ({ timeoutMs }: { timeoutMs: number }) => noAnswer(`nothing came back in ${timeoutMs / 1_000} s`);

function failedOf(error: unknown): ProbeSaw {
  if (error instanceof NotAsked) return noAnswer(error.message);
  return noAnswer(whyOf(error), error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

function ask(probe: Probe, reach: ProbeReach): Promise<ProbeSaw> {
  switch (probe.kind) {
    case "http":
      return httpProbe(probe, reach);
    case "tcp":
      return tcpProbe(probe, reach);
    case "postgres":
      return postgresProbe(probe, reach);
    case "redis":
      return redisProbe(probe, reach);
    case "prometheus":
      return prometheusProbe(probe, reach);
    case "file-age":
      return fileAgeProbe(probe, reach);
    case "command":
      return commandProbe(probe, reach);
  }
}

/** Passwords in addresses, as they stand there and as they are meant; and what commands get in variables. */
function secretsOf({ databases, redis, commands }: ProbeResources): string[] {
  const passwords = [...Object.values(databases), ...Object.values(redis)].flatMap((url) => {
    const { password } = new URL(url);
    return password === "" ? [] : [password, decoded(password)];
  });
  const variables = Object.values(commands).flatMap((one) => one.variables.map((name) => process.env[name] ?? ""));
  return [...passwords, ...variables];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
