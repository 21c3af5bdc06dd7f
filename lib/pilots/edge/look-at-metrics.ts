import type { Resolved } from "../../load/edge/resolve-target.ts";
import { parseExposition } from "../core/exposition.ts";
import { type FoundMetric, foundMetrics, type OfferedFigure, offeredFigures } from "../core/known-figures.ts";
import { openMetrics } from "./read-metrics.ts";

/** What an address of metrics shows; `why` it could not be read, in words that follow a colon, null when it was. */
export type MetricsSeen = {
  address: string;
  why: string | null;
  latencyMs: number | null;
  metrics: FoundMetric[];
  offered: OfferedFigure[];
};

type Asked = { address: string; url: string };

/** Looks once at what an address shows, at a checked place and at no other. Never throws; over after the look-up and 2 s. */
export async function lookAtMetrics(
  { address, url }: Asked,
  guard: (url: string) => Promise<Resolved>,
): Promise<MetricsSeen> {
  const nothing = { address, latencyMs: null, metrics: [], offered: [] };
  const resolved = await guard(url);
  if (!resolved.ok) return { ...nothing, why: neverAsked(resolved.sentence) };
  const door = openMetrics(url, resolved.addresses);
  const read = await door.read();
  await door.close();
  if (!read.ok) return { ...nothing, why: read.why };
  const parsed = parseExposition(read.text);
  if (!parsed.ok) return { ...nothing, why: `its answer is no metrics: ${parsed.why}` };
  return {
    address,
    ...{ why: null, latencyMs: read.latencyMs },
    metrics: foundMetrics(parsed),
    offered: offeredFigures(parsed),
  };
}

/** What is said of a target of load, said of metrics. */
export function neverAsked(sentence: string): string {
  return sentence.replace(/ Load is never sent there\.$/, " It is never asked.");
}
