import { type OwnDoors, resolveTarget } from "../../load/edge/resolve-target.ts";
import type { ProbeResources } from "../../platform/config.ts";

/** What a probe is run with. `signal` fires at its time-out; a probe ends then at once. */
export type ProbeReach = {
  own: OwnDoors;
  look(host: string): Promise<string[]>;
  /** Base addresses of the pilot's systems, by id. */
  systems: ReadonlyMap<string, { name: string; baseUrl: string }>;
  resources: ProbeResources;
  signal: AbortSignal;
  timeoutMs: number;
  /** Certificates beyond those of this machine. */
  ca?: string;
};

/** `says`: one sentence for people. `raw`: what came back, for who has to find the cause. `no-answer`: it could not be asked. */
export type ProbeSaw = { outcome: "good" | "failed" | "no-answer"; says: string; raw: string };

export const noAnswer = (says: string, raw = ""): ProbeSaw => ({ outcome: "no-answer", says, raw });
export const judged = (isGood: boolean, says: string, raw: string): ProbeSaw => ({
  outcome: isGood ? "good" : "failed",
  says,
  raw,
});

/** Thrown by a probe that cannot ask: its message is what people read. */
export class NotAsked extends Error {}

/** The system's address and one of its checked places, which is then connected to and nothing else. Refuses (NotAsked) a removed system, and
 *  an address that a load run would be refused too. */
export async function placeOfSystem(
  reach: ProbeReach,
  id: string,
): Promise<{ url: URL; address: string; name: string }> {
  const system = reach.systems.get(id);
  if (system === undefined) throw new NotAsked("its system was removed from the pilot; choose another");
  const address = await pinned(reach, system.baseUrl);
  return { url: new URL(system.baseUrl), address, name: system.name };
}

/** One checked address of a host; `url` may have any scheme. */
export async function pinned({ own, look }: ProbeReach, url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const target = /^https?:/.test(url) ? url : `http://${hostname}:${port || defaultPort(url)}`;
  const resolved = await resolveTarget(target, own, look);
  if (!resolved.ok)
    throw new NotAsked(resolved.sentence.replace(/ Load is never sent there\.$/, " It is never asked."));
  const [address] = resolved.addresses;
  if (address === undefined) throw new NotAsked(`the name ${hostname} has no address here`);
  return address;
}

function defaultPort(url: string): number {
  return url.startsWith("redis") ? 6379 : 5432;
}

/** Of a name in the server's configuration. */
export function resource<Kind extends keyof ProbeResources>(
  { resources }: ProbeReach,
  kind: Kind,
  name: string,
): ProbeResources[Kind][string] {
  const found = Object.hasOwn(resources[kind], name) ? resources[kind][name] : undefined;
  if (found === undefined) throw new NotAsked(`the server's configuration names no ${words[kind]} “${name}”`);
  return found as ProbeResources[Kind][string];
}

const words = { databases: "database", redis: "Redis", files: "file", commands: "command" } as const;

/** Why a connection failed, in words. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const code = String(Object(cause).code ?? "");
  return known[code] ?? (Object(cause).message || code || "the connection failed");
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: "it refuses the connection: nothing listens on this port",
  ECONNRESET: "it closed the connection",
  EHOSTUNREACH: "there is no way to it from here",
  ENETUNREACH: "there is no way to it from here",
  UND_ERR_SOCKET: "it closed the connection before the answer was whole",
};
