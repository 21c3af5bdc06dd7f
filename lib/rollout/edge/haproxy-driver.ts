import { type HaproxySource, type SocketPlace, socketOf } from "../../platform/switch-config.ts";
import type { Driver, DriverFailed, Side } from "../core/driver.ts";
import { applyChange, type Hands, type Seen } from "./change-steps.ts";
import { type Count, drainSide } from "./drain-side.ts";
import { mapHands } from "./haproxy-map.ts";
import type { HaServer } from "./haproxy-view.ts";
import { weightsHands } from "./haproxy-weights.ts";
import { probeHealth } from "./health-probe.ts";

const readMs = 5_000;

type View = { servers: (HaServer & { side: Side })[] };

/** HAProxy by its runtime socket: weights of servers in one backend, or a map that the frontend chooses a backend by. Changes nothing but
 *  weights, drain and ready of the servers named, or the one key of the map. */
export function haproxyDriver(source: HaproxySource): Driver {
  const socket = socketOf(source.socket);
  if (socket === null) throw new Error("The socket of a switch was not checked.");
  const { backend, servers, backends, map, stateFile } = source;
  const shared = { canSplit: true, health: source.health };
  if (backend !== null && servers !== null)
    return driverOf({ ...shared, ...weightsHands({ socket, backend, servers, stateFile }) });
  if (backends !== null && map !== null)
    return driverOf({ ...shared, ...mapHands({ socket, backends, map, isLocal: isLocal(socket, source) }) });
  throw new Error("A switch has neither weights nor a map.");
}

const isLocal = (socket: SocketPlace, { otherMachine }: HaproxySource): boolean => "path" in socket || !otherMachine;

function driverOf<V extends View>(hands: Hands<V>): Driver {
  const { canSplit, health } = hands;
  return {
    canSplit,
    read: async (signal) => {
      const late = AbortSignal.timeout(readMs);
      const seen = await hands.see(signal === undefined ? late : AbortSignal.any([signal, late]));
      return seen.ok ? { ok: true, reality: seen.reality } : seen;
    },
    apply: (change) => applyChange(change, hands),
    drain: (side, deadlineMs, stop = new AbortController().signal) =>
      drainSide(deadlineMs, { stop, count: async (signal) => countOf(await hands.see(signal), side) }),
    probe: (side) => probeHealth(health[side]),
  };
}

function countOf<V extends View>(seen: Seen<V> | DriverFailed, side: Side): Count | DriverFailed {
  if (!seen.ok) return seen;
  const there = seen.view.servers.filter((one) => one.side === side);
  const sum = (of: "sessions" | "total") => there.reduce((so, one) => so + one[of], 0);
  return { ok: true, sessions: sum("sessions"), total: sum("total") };
}
