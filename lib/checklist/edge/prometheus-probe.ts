import { z } from "zod";
import { conditionText, meets } from "../core/condition.ts";
import type { Probe } from "../core/item.ts";
import { ask } from "./http-probe.ts";
import { judged, type ProbeReach, type ProbeSaw } from "./probe-reach.ts";

/** An answer of Prometheus' HTTP API to an instant query. */
const sample = z.tuple([z.number(), z.string()]);
const answer = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample })),
  }),
  z.object({ resultType: z.literal("scalar"), result: sample }),
]);
const success = z.object({ status: z.literal("success"), data: answer });
const mistake = z.object({ status: z.literal("error"), error: z.string() });

type Series = { name: string; value: string };

/** Asks a Prometheus one instant query: every series has to meet the condition, and there have to be as many as expected. No data is not a
 *  pass, and a target that is down is a series of value 0. */
export async function prometheusProbe(
  probe: Extract<Probe, { kind: "prometheus" }>,
  reach: ProbeReach,
): Promise<ProbeSaw> {
  const asked = await askPrometheus(reach, probe);
  if ("why" in asked) return judged(false, `the query was not answered: ${asked.why}`, `${probe.query}\n${asked.raw}`);
  return judge(probe, asked.series);
}

/** The series that answer an instant query, their values as Prometheus writes them; or why there are none. */
export async function askPrometheus(
  reach: ProbeReach,
  { system, query }: { system: string; query: string },
): Promise<{ series: Series[] } | { why: string; raw: string }> {
  const path = `/api/v1/query?query=${encodeURIComponent(query)}`;
  const { answer: http } = await ask(reach, { system, path, method: "GET" });
  const json = parsed(http.body);
  const read = success.safeParse(json);
  if (read.success) return { series: seriesOf(read.data.data) };
  const said = mistake.safeParse(json);
  return { why: said.success ? said.data.error : `status ${http.status}, and no answer of Prometheus`, raw: http.body };
}

function judge({ query, is, leastSeries }: Extract<Probe, { kind: "prometheus" }>, series: Series[]): ProbeSaw {
  const bad = series.filter(({ value }) => !meets(is, value));
  const lines = series.map((one) => `${bad.includes(one) ? "≠ " : "  "}${one.name}  ${one.value}`);
  const raw = [query, ...lines, `${series.length} series, ${bad.length} not as expected`].join("\n");
  if (series.length === 0) return judged(false, "no data: no series answers the query", raw);
  if (series.length < leastSeries)
    return judged(false, `${series.length} series, at least ${leastSeries} are expected`, raw);
  if (bad.length === 0) return judged(true, `${count(series)}; each ${conditionText(is)}`, raw);
  const [first] = bad;
  const others = bad.length > 1 ? ` and ${bad.length - 1} more` : "";
  const says = `${series.length - bad.length} of ${series.length} as expected; ${first?.name} is ${first?.value}${others}`;
  return judged(
    false,
    series.length === 1 ? `${first?.name} is ${first?.value}; expected: it ${conditionText(is)}` : says,
    raw,
  );
}

const count = (series: readonly Series[]) =>
  series.length === 1 ? `${series[0]?.name} is ${series[0]?.value}` : `${series.length} series`;

function seriesOf(data: z.output<typeof answer>): Series[] {
  if (data.resultType === "scalar") return [{ name: "the value", value: data.result[1] }];
  return data.result.map(({ metric, value }) => ({ name: nameOf(metric), value: value[1] }));
}

/** What tells a series apart: its instance, or all its labels. */
function nameOf({ __name__, ...labels }: Record<string, string>): string {
  const { instance } = labels;
  if (instance !== undefined) return instance;
  const text = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return text.length === 0 ? (__name__ ?? "the value") : text.join(" ");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
