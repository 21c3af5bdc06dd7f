import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { guardUpstream } from "../shadow/edge/guard-upstream.ts";
import { metricsUrl } from "./core/system-metrics.ts";
import { lookAtMetrics, type MetricsSeen } from "./edge/look-at-metrics.ts";
import type { ReadMetrics } from "./input/metrics.ts";
import { readPilot } from "./read-pilot.ts";
import { readSystem } from "./read-system.ts";

/** What some addresses of a system show right now, for whoever chooses figures: nothing is stored. */
export async function readMetricsNow(
  ctx: Ctx,
  { pilot, system: id, addresses }: ReadMetrics & { pilot: string; system: string },
): Promise<{ ok: true; seen: MetricsSeen[] } | Refused<"pilot-not-found" | "system-not-found">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const there = await readSystem(ctx, found.pilot.id, id);
  if (!there.ok) return there;
  const { baseUrl } = there.system;
  const asked = addresses.map((address) => ({ address, url: metricsUrl(baseUrl, address) }));
  return { ok: true, seen: await Promise.all(asked.map((one) => lookAtMetrics(one, guardUpstream))) };
}
