import type { SocketPlace } from "../../platform/switch-config.ts";
import type { DriverFailed, Reality, Side } from "../core/driver.ts";
import type { Hands, Seen } from "./change-steps.ts";
import { failed } from "./driver-failure.ts";
import { mapValue, refusalOf } from "./haproxy-answers.ts";
import { askServers, type HaServer, isUsable, switchServer } from "./haproxy-view.ts";
import { keepingMap } from "./kept-state.ts";
import { askSocket } from "./runtime-socket.ts";

/** A backend for each system; the frontend chooses by comparing a cohort, 0..99, with one number in a map. One command changes it, so it is
 *  never half done. */

export type MapPlace = {
  socket: SocketPlace;
  backends: Readonly<Record<Side, string>>;
  map: { file: string; key: string };
  /** The map's file is on this machine, and is to say the same after a reload. */
  isLocal: boolean;
};

type MapView = { servers: (HaServer & { side: Side })[] };
type HandsOf = Pick<Hands<MapView>, "see" | "isThere" | "refuses" | "write" | "keeping">;

export function mapHands(place: MapPlace): HandsOf {
  const { file, key } = place.map;
  return {
    see: (signal) => seeMap(place, signal),
    isThere: ({ reality }, percent) => reality.newPercent === percent,
    refuses: ({ reality, view }, { newPercent }) => {
      const gets = (["legacy", "new"] as const).filter((side) => (side === "new" ? newPercent > 0 : newPercent < 100));
      const empty = gets.find((side) => !view.servers.some((one) => one.side === side && isUsable(one)));
      if (empty === undefined) return null;
      const says = `HAProxy sees no healthy server in the backend ${place.backends[empty]}; nothing would take its traffic.`;
      return failed("REFUSED", says, { raw: reality.raw, reality });
    },
    write: async (_, { newPercent }, signal) => {
      const command = `set map ${file} ${key} ${newPercent}`;
      const answered = await askSocket(place.socket, [command], signal);
      const refused = answered.ok ? refusalOf(answered.answers[0] ?? "") : answered;
      return { raw: `> ${command}\n${refused?.says ?? ""}`, refused };
    },
    keeping: place.isLocal ? keepingMap(file, key) : null,
  };
}

async function seeMap(place: MapPlace, signal: AbortSignal): Promise<Seen<MapView> | DriverFailed> {
  const { socket, backends, map } = place;
  const asked = { backends: [backends.legacy, backends.new], also: [`show map ${map.file}`] };
  const answered = await askServers(socket, asked, signal);
  if (!answered.ok) return answered;
  const [shown = ""] = answered.others;
  if (/^Unknown map/i.test(shown)) return failed("REFUSED", `HAProxy has no map ${map.file}.`, { raw: answered.raw });
  const value = mapValue(shown, map.key);
  if (value === null)
    return failed("REFUSED", `HAProxy's map ${map.file} does not say one value for ${map.key}.`, { raw: answered.raw });
  const newPercent = /^(\d|[1-9]\d|100)$/.test(value) ? Number(value) : null;
  const servers = answered.servers.map((one) => ({ ...one, side: sideOf(one, backends) }));
  return { ok: true, reality: realityOf(servers, newPercent, answered.raw), view: { servers }, odd: null };
}

const sideOf = ({ backend }: HaServer, backends: MapPlace["backends"]): Side =>
  backend === backends.new ? "new" : "legacy";

/** Within its backend a server may take all, but without a cohort nothing comes to it. */
function realityOf(servers: MapView["servers"], newPercent: number | null, raw: string): Reality {
  const idle = newPercent === 0 ? "new" : newPercent === 100 ? "legacy" : null;
  return {
    ...{ newPercent, raw },
    servers: servers.map((one) => {
      const server = switchServer(one, one.side);
      return server.side === idle && server.takes === "all" ? { ...server, takes: "nothing" } : server;
    }),
  };
}
