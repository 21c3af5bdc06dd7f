import net from "node:net";
import type { Probe } from "../core/item.ts";
import { judged, type ProbeReach, type ProbeSaw, pinned, placeOfSystem, whyOf } from "./probe-reach.ts";

/** Opens a connection to a port of a named system's host, and closes it. Nothing is sent. */
export async function tcpProbe(
  { system, port }: Extract<Probe, { kind: "tcp" }>,
  reach: ProbeReach,
): Promise<ProbeSaw> {
  const { url } = await placeOfSystem(reach, system);
  const address = await pinned(reach, `http://${url.hostname}:${port}`);
  const startedMs = performance.now();
  const why = await opened({ host: address, port, signal: reach.signal });
  const ms = (performance.now() - startedMs).toFixed(1);
  const place = `${url.hostname} port ${port}`;
  if (why === null) return judged(true, `${place} takes connections`, `connected to ${address}:${port} in ${ms} ms`);
  return judged(false, `${place}: ${why}`, `${address}:${port}: ${why}`);
}

type Door = { host: string; port: number; signal: AbortSignal };

function opened({ host, port, signal }: Door): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, signal });
    const end = (why: string | null) => {
      socket.destroy();
      resolve(why);
    };
    socket.once("connect", () => end(null));
    socket.on("error", (error) => end(signal.aborted ? "nothing came back in time" : whyOf(error)));
  });
}
