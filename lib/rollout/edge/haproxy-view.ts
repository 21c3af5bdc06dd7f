import type { SocketPlace } from "../../platform/switch-config.ts";
import type { DriverFailed, Side, SwitchServer } from "../core/driver.ts";
import { failed } from "./driver-failure.ts";
import { parseServerStats, parseServersState, refusalOf, type ServerRow, type StatRow } from "./haproxy-answers.ts";
import { askSocket } from "./runtime-socket.ts";

export type HaServer = ServerRow & StatRow;
export type HaAnswers = { ok: true; servers: HaServer[]; others: string[]; raw: string };

/** Asks for the servers of backends, and whatever else is wanted: over two connections, as counts are asked for by a number that the first
 *  tells. A backend and a frontend may have the same name, and then HAProxy's counts by name are the frontend's. */
export async function askServers(
  place: SocketPlace,
  { backends, also = [] }: { backends: readonly string[]; also?: readonly string[] },
  signal: AbortSignal,
): Promise<HaAnswers | DriverFailed> {
  const first = await askAll(place, [...also, ...backends.map((one) => `show servers state ${one}`)], signal);
  if (!first.ok) return first;
  const rows: ServerRow[] = [];
  for (const state of first.answers.slice(also.length)) {
    const parsed = parseServersState(state);
    if (parsed === null) return notServers(state, first.raw);
    rows.push(...parsed);
  }
  const ids = [...new Set(rows.map(({ backendId }) => backendId))];
  if (ids.length < backends.length) return failed("REFUSED", "HAProxy's backend has no servers.", { raw: first.raw });
  const second = await askAll(
    place,
    ids.map((id) => `show stat ${id} 4 -1`),
    signal,
  );
  if (!second.ok) return second;
  const servers = joinedServers(rows, second.answers);
  const raw = `${first.raw}\n${second.raw}`;
  if (servers === null) return failed("UNSUPPORTED", "HAProxy does not count its servers' sessions.", { raw });
  return { ok: true, servers, others: first.answers.slice(0, also.length), raw };
}

async function askAll(place: SocketPlace, commands: readonly string[], signal: AbortSignal) {
  const answered = await askSocket(place, commands, signal);
  if (!answered.ok) return failed(answered.error, answered.says, { raw: `> ${commands.join("; ")}` });
  const { answers } = answered;
  return { ok: true as const, answers, raw: commands.map((one, at) => `> ${one}\n${answers[at]}`).join("\n") };
}

function joinedServers(rows: readonly ServerRow[], stats: readonly string[]): HaServer[] | null {
  const counts = stats.flatMap((one) => parseServerStats(one) ?? []);
  const servers = rows.flatMap((row) => {
    const count = counts.find(({ backend, name }) => backend === row.backend && name === row.name);
    return count === undefined ? [] : [{ ...count, ...row }];
  });
  return servers.length === rows.length ? servers : null;
}

function notServers(answer: string, raw: string): DriverFailed {
  const { error, says } = refusalOf(answer) ?? { error: "UNSUPPORTED" as const, says: "HAProxy's answer is empty." };
  return failed(/^(1$|1\n)/.test(answer) ? "UNSUPPORTED" : error, says, { raw });
}

/** Takes new sessions now, or would with a weight: up, or not looked after, and nobody keeps it in maintenance. */
export function isUsable({ isInMaintenance, operation }: ServerRow): boolean {
  return !isInMaintenance && (operation === 1 || operation === 2);
}

/** Weight in the choice for new sessions as it is now. */
export function takenWeight(server: HaServer): number {
  return isUsable(server) && !server.isDrained ? server.weight : 0;
}

export function switchServer(server: HaServer, side: Side): SwitchServer {
  const { name, weight, isInMaintenance, isChecked, operation, sessions } = server;
  const isDown = isInMaintenance || operation === 0;
  const takesAll = takenWeight(server) > 0;
  return {
    ...{ name, side, weight, sessions },
    takes: takesAll ? "all" : isDown ? "nothing" : "known-sessions",
    healthy: isInMaintenance || (!isChecked && operation !== 0) ? null : isUsable(server),
  };
}
