import { isIP } from "node:net";
import { createClient } from "@redis/client";
import type { Probe } from "../core/item.ts";
import { judged, type ProbeReach, type ProbeSaw, pinned, resource } from "./probe-reach.ts";

/** Asks a Redis of the server's configuration for PING, and expects PONG. */
export async function redisProbe(probe: Extract<Probe, { kind: "redis" }>, reach: ProbeReach): Promise<ProbeSaw> {
  const url = new URL(resource(reach, "redis", probe.resource));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const address = await pinned(reach, url.href);
  url.hostname = isIP(address) === 6 ? `[${address}]` : address;
  const secure = url.protocol === "rediss:" && isIP(host) === 0 ? { tls: true as const, servername: host } : {};
  const client = createClient({
    url: url.href,
    disableOfflineQueue: true,
    socket: { connectTimeout: reach.timeoutMs, reconnectStrategy: false, ...secure },
  });
  // Without a listener an error ends the process; the refused command says the same.
  client.on("error", () => {});
  const giveUp = () => client.destroy();
  reach.signal.addEventListener("abort", giveUp, { once: true });
  try {
    await client.connect();
    const answer = await client.ping();
    return judged(answer === "PONG", `PING is answered with ${answer}`, `PING\n${answer}`);
  } finally {
    reach.signal.removeEventListener("abort", giveUp);
    if (client.isOpen) client.destroy();
  }
}
