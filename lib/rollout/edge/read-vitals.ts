import type { ProbeReach } from "../../checklist/edge/probe-reach.ts";
import { whyOf } from "../../checklist/edge/probe-reach.ts";
import { askPrometheus } from "../../checklist/edge/prometheus-probe.ts";
import type { Side } from "../core/driver.ts";
import type { ByMirror, RolloutPlan, VitalsQueries } from "../core/plan.ts";

export type SideVitals = {
  side: Side;
  /** When it was so; now where it is left out. */
  at?: Date;
  /** Since the look before, as the query says. */
  requests: number | null;
  /** 0..1 */
  errorRatio: number | null;
  latencyMsP99: number | null;
  /** Why something is missing; null: nothing is. */
  why: string | null;
};

/** Asks a Prometheus how both sides do. What is not a number, or several, is missing: never zero. */
export async function readVitals(
  vitals: Exclude<NonNullable<RolloutPlan["vitals"]>, ByMirror>,
  reach: ProbeReach,
): Promise<SideVitals[]> {
  return Promise.all(
    (["legacy", "new"] as const).map((side) => readSide(side, vitals[side], { system: vitals.system, reach })),
  );
}

type From = { system: string; reach: ProbeReach };

async function readSide(side: Side, queries: VitalsQueries, from: From): Promise<SideVitals> {
  const [requests, errorRatio, latencyMsP99] = await Promise.all([
    numberOf(queries.requests, from),
    numberOf(queries.errorRatio, from),
    numberOf(queries.latencyMsP99, from),
  ]);
  const why = [requests, errorRatio, latencyMsP99].flatMap((one) => ("why" in one ? [one.why] : []))[0] ?? null;
  return {
    side,
    requests: known(requests),
    errorRatio: known(errorRatio),
    latencyMsP99: known(latencyMsP99),
    why,
  };
}

type Asked = { value: number } | { why: string };
const known = (asked: Asked) => ("value" in asked ? asked.value : null);

async function numberOf(query: string, { system, reach }: From): Promise<Asked> {
  try {
    const asked = await askPrometheus(reach, { system, query });
    if ("why" in asked) return { why: asked.why };
    const [series, other] = asked.series;
    if (series === undefined) return { why: `no data: no series answers ${query}` };
    if (other !== undefined) return { why: `${asked.series.length} series answer ${query}; one is expected` };
    const value = Number(series.value);
    // A ratio of nothing to nothing is NaN: nothing was asked, so nothing is known.
    return Number.isFinite(value) ? { value } : { why: `${query} gives ${series.value}` };
  } catch (error) {
    return { why: whyOf(error) };
  }
}
