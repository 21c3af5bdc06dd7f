import type { SocketPlace } from "../../platform/switch-config.ts";
import type { Apply, DriverFailed, Reality, Side, SwitchServer } from "../core/driver.ts";
import { splitWeights, wholePercent } from "../core/server-weights.ts";
import type { Hands, Seen } from "./change-steps.ts";
import { failed } from "./driver-failure.ts";
import { refusalOf } from "./haproxy-answers.ts";
import { askServers, type HaServer, isUsable, switchServer, takenWeight } from "./haproxy-view.ts";
import { keepingState } from "./kept-state.ts";
import { askSocket } from "./runtime-socket.ts";

/** Both systems' servers in one backend, weighed against each other: sticky sessions stay where they are while the others are shared out. */

export type WeightsPlace = {
  socket: SocketPlace;
  backend: string;
  servers: Readonly<Record<Side, readonly string[]>>;
  stateFile: string | null;
};

type Named = HaServer & { side: Side };
type WeightsView = { servers: Named[]; missing: { name: string; side: Side }[]; unnamed: HaServer[] };
type HandsOf = Pick<Hands<WeightsView>, "see" | "isThere" | "refuses" | "write" | "keeping">;

export function weightsHands(place: WeightsPlace): HandsOf {
  const see = (signal: AbortSignal) => seeWeights(place, signal);
  return {
    see,
    isThere: ({ reality, view }, percent) =>
      reality.newPercent === percent &&
      sidesInOrder(percent).every((side) => commandsOf(view, percent, side).length === 0),
    refuses: ({ reality, view }, change) => {
      const why = whyNot(view, change);
      return why === null ? null : failed(why.error, why.says, { raw: reality.raw, reality });
    },
    write: (seen, change, signal) => writeWeights(place, { seen, change, see }, signal),
    keeping: place.stateFile === null ? null : keepingState(place.socket, place.stateFile),
  };
}

async function seeWeights(place: WeightsPlace, signal: AbortSignal): Promise<Seen<WeightsView> | DriverFailed> {
  const answered = await askServers(place.socket, { backends: [place.backend] }, signal);
  if (!answered.ok) return answered;
  const sideOf = (name: string): Side | null =>
    place.servers.legacy.includes(name) ? "legacy" : place.servers.new.includes(name) ? "new" : null;
  const servers = answered.servers.flatMap((one) => {
    const side = sideOf(one.name);
    return side === null ? [] : [{ ...one, side }];
  });
  const missing = (["legacy", "new"] as const).flatMap((side) =>
    place.servers[side].filter((name) => !servers.some((one) => one.name === name)).map((name) => ({ name, side })),
  );
  const unnamed = answered.servers.filter(({ name }) => sideOf(name) === null);
  const view = { servers, missing, unnamed };
  return { ok: true, reality: realityOf(view, answered.raw), view, odd: oddOf(view) };
}

function realityOf({ servers, missing, unnamed }: WeightsView, raw: string): Reality {
  const weightOf = (side: Side) =>
    servers.filter((one) => one.side === side).reduce((sum, one) => sum + takenWeight(one), 0);
  const isStrange = unnamed.some((one) => takenWeight(one) > 0) || servers.some(({ isBackup }) => isBackup);
  const absent = missing.map(
    ({ name, side }): SwitchServer => ({ name, side, weight: 0, takes: "nothing", healthy: false, sessions: null }),
  );
  return {
    newPercent: isStrange ? null : wholePercent(weightOf("new"), weightOf("legacy")),
    servers: [...servers.map((one) => switchServer(one, one.side)), ...absent],
    raw,
  };
}

type Why = { error: "REFUSED" | "UNSUPPORTED"; says: string };

/** A rollback (`any`) is not kept by what is merely odd; nothing may leave traffic without a server. */
function whyNot(view: WeightsView, { newPercent, expected }: Apply): Why | null {
  const gets = (["legacy", "new"] as const).filter((side) => (side === "new" ? newPercent > 0 : newPercent < 100));
  for (const side of gets)
    if (!view.servers.some((one) => one.side === side && isUsable(one)))
      return {
        error: "REFUSED",
        says: `HAProxy sees no healthy server of the ${side} system; nothing would take its traffic.`,
      };
  const backup = view.servers.find(({ isBackup }) => isBackup);
  if (backup !== undefined)
    return {
      error: "UNSUPPORTED",
      says: `The server ${backup.name} is a backup in HAProxy's configuration: weights do not move its traffic.`,
    };
  if (newPercent % 100 !== 0 && splitOf(view, newPercent) === null)
    return { error: "UNSUPPORTED", says: `No weights up to 256 give exactly ${newPercent} % with these servers.` };
  const absent = view.missing.find(({ side }) => gets.includes(side));
  if (expected === "any" || absent === undefined) return null;
  return { error: "REFUSED", says: `HAProxy's backend has no server ${absent.name}.` };
}

function oddOf({ unnamed }: WeightsView): string | null {
  const stray = unnamed.find((one) => takenWeight(one) > 0);
  if (stray === undefined) return null;
  return `The server ${stray.name} takes traffic too, but the configuration of the switch does not name it.`;
}

/** Who takes over comes first, so that there is somebody at every moment. */
const sidesInOrder = (percent: number): readonly Side[] => (percent === 100 ? ["new", "legacy"] : ["legacy", "new"]);

/** What a server carries against its fellows: what its configuration says; where all of a side begin with 0, they are equal. */
function basesOf(view: WeightsView, side: Side): { name: string; base: number }[] {
  const all = view.servers.filter((one) => one.side === side);
  const isEqual = all.every(({ initialWeight }) => initialWeight === 0);
  return all.map(({ name, initialWeight }) => ({ name, base: isEqual ? 1 : initialWeight }));
}

/** Only servers that are up share a split: what comes back later takes nothing until the next change, so that the share stays what it is. */
function splitOf(view: WeightsView, percent: number): ReadonlyMap<string, number> | null {
  const up = new Set(view.servers.filter(isUsable).map(({ name }) => name));
  const upOf = (side: Side) => basesOf(view, side).filter(({ name }) => up.has(name));
  return splitWeights(percent, { legacy: upOf("legacy"), ours: upOf("new") });
}

/** What has still to be said to HAProxy for one side. */
function commandsOf(view: WeightsView, percent: number, side: Side): string[] {
  const getsNone = side === "new" ? percent === 0 : percent === 100;
  const getsAll = side === "new" ? percent === 100 : percent === 0;
  const split = getsNone || getsAll ? null : splitOf(view, percent);
  const bases = new Map(basesOf(view, side).map(({ name, base }) => [name, base]));
  return view.servers
    .filter((one) => one.side === side)
    .flatMap((server) => {
      const weight = getsNone ? 0 : getsAll ? (bases.get(server.name) ?? 1) : (split?.get(server.name) ?? 0);
      return serverCommands(server, { weight, state: getsNone ? "drain" : "ready" });
    });
}

function serverCommands(server: HaServer, { weight, state }: { weight: number; state: "drain" | "ready" }): string[] {
  const place = `${server.backend}/${server.name}`;
  // Whoever put it in maintenance takes it out again.
  const isRight = server.isInMaintenance || server.isDrained === (state === "drain");
  return [
    ...(isRight ? [] : [`set server ${place} state ${state}`]),
    ...(server.weight === weight ? [] : [`set server ${place} weight ${weight}`]),
  ];
}

type Writing = { seen: Seen<WeightsView>; change: Apply; see: Hands<WeightsView>["see"] };

const roundsMost = 5;

/** Two steps, and the second only when the first was taken. Another writer at the same moment could have mixed its commands with these: then
 *  it is written again, after a pause of chance. */
async function writeWeights({ socket }: WeightsPlace, { seen, change, see }: Writing, signal: AbortSignal) {
  const said: string[] = [];
  let now: Seen<WeightsView> = seen;
  for (let round = 1; ; round++) {
    for (const side of sidesInOrder(change.newPercent)) {
      const refused = await sayAll(socket, { commands: commandsOf(now.view, change.newPercent, side), said }, signal);
      if (refused !== null) return { raw: said.join("\n"), refused };
    }
    const after = await see(signal);
    const isMixed = after.ok && after.reality.newPercent !== change.newPercent && !sameWeights(after, now);
    if (!after.ok || !isMixed || round === roundsMost) return { raw: said.join("\n"), refused: null, after };
    now = after;
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 40 * round));
  }
}

async function sayAll(
  socket: SocketPlace,
  { commands, said }: { commands: readonly string[]; said: string[] },
  signal: AbortSignal,
) {
  if (commands.length === 0) return null;
  said.push(...commands.map((one) => `> ${one}`));
  const answered = await askSocket(socket, commands, signal);
  if (!answered.ok) return { error: answered.error, says: answered.says };
  const refused = answered.answers.map(refusalOf).find((one) => one !== null) ?? null;
  if (refused !== null) said.push(refused.says);
  return refused;
}

function sameWeights(one: Seen<WeightsView>, other: Seen<WeightsView>): boolean {
  const of = ({ view }: Seen<WeightsView>) =>
    JSON.stringify(view.servers.map(({ name, weight, isDrained }) => [name, weight, isDrained]));
  return of(one) === of(other);
}
