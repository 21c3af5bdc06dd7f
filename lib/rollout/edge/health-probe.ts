import { Agent, request } from "undici";
import { failureOf } from "./driver-failure.ts";

export type Probed = { name: string; healthy: boolean; says: string; latencyMs: number | null };

const timeoutMs = 2_000;

/** Asks addresses at once, each with a connection of its own and not through the switch: 2xx within 2 s is healthy. A redirect is an answer and
 *  none of those. */
export function probeHealth(urls: readonly string[]): Promise<Probed[]> {
  return Promise.all(urls.map(probeOne));
}

async function probeOne(url: string): Promise<Probed> {
  const startedMs = performance.now();
  const dispatcher = new Agent({ pipelining: 0, connect: { timeout: timeoutMs } });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { "user-agent": "Gantry probe" },
    });
    body.on("error", () => {}).destroy();
    const healthy = statusCode >= 200 && statusCode < 300;
    return { name: url, healthy, says: `status ${statusCode}`, latencyMs: performance.now() - startedMs };
  } catch (error) {
    return { name: url, healthy: false, says: whyOf(error), latencyMs: null };
  } finally {
    await dispatcher.destroy();
  }
}

function whyOf(error: unknown): string {
  const { name, code } = Object(error) as { name?: string; code?: string };
  if (name === "TimeoutError" || code === "UND_ERR_CONNECT_TIMEOUT")
    return `nothing came back in ${timeoutMs / 1_000} s`;
  return failureOf(error instanceof AggregateError ? error.errors[0] : error).says;
}
