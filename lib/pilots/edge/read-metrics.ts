import { isIP } from "node:net";
import { Agent, request } from "undici";
import { whyOf } from "../../checklist/edge/probe-reach.ts";

/** What an address of metrics answered: its text, or why there is none, in words that follow a colon. */
type MetricsRead = { ok: true; text: string; latencyMs: number } | { ok: false; why: string };

export type MetricsDoor = {
  /** Asks once; never throws, and is over after 2 s or when `signal` fires. */
  read(signal?: AbortSignal): Promise<MetricsRead>;
  close(): Promise<void>;
};

export const mostMetricsBytes = 2 * 1024 * 1024;
const patienceMs = 2_000;

/** Asks an address that was checked (`resolveTarget`) at these places and at no other. Redirects are not followed; what is longer than
 *  2 MiB, or takes longer than 2 s from the connection to the last byte, is given up. */
export function openMetrics(url: string, addresses: readonly string[]): MetricsDoor {
  const agent = new Agent({ connect: pinnedTo(url, addresses), connections: 1, pipelining: 1, allowH2: false });
  return {
    read: async (signal) => {
      const startedMs = performance.now();
      const patience = AbortSignal.timeout(patienceMs);
      try {
        const text = await ask(url, agent, signal === undefined ? patience : AbortSignal.any([patience, signal]));
        return { ok: true, text, latencyMs: performance.now() - startedMs };
      } catch (error) {
        if (patience.aborted) return { ok: false, why: `it did not answer within ${patienceMs / 1000} s` };
        return { ok: false, why: error instanceof NotRead ? error.message : whyOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

class NotRead extends Error {}

/** Connects to these places and to no other, whatever the host of `url` leads to by then; a certificate must be the host's. */
export function pinnedTo(url: string, addresses: readonly string[]) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const places = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first = { address: "", family: 4 }] = places;
  return {
    timeout: patienceMs,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    lookup: (_name: string, options: { all?: boolean }, callback: Found) => {
      // With `all` a list is expected, else one address.
      if (options.all) callback(null, places);
      else callback(null, first.address, first.family);
    },
  };
}

type Found = (error: null, address: string | { address: string; family: number }[], family?: number) => void;

async function ask(url: string, dispatcher: Agent, signal: AbortSignal): Promise<string> {
  const headers = { "user-agent": "Gantry", accept: "text/plain;version=0.0.4, */*;q=0.1" };
  const { statusCode, body } = await request(url, { dispatcher, signal, headers });
  if (statusCode !== 200) {
    await body.dump({ limit: 16_384, signal }).catch(() => {});
    const leads = statusCode >= 300 && statusCode < 400 ? "it leads to another address, which is not followed" : "";
    throw new NotRead(`status ${statusCode}${leads === "" ? "" : `: ${leads}`}`);
  }
  return readCapped(body);
}

async function readCapped(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostMetricsBytes) throw new NotRead("its answer is longer than 2 MiB");
  }
  return Buffer.concat(parts).toString("utf8");
}
