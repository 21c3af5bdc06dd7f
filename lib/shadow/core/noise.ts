import type { DifferenceKind } from "./difference.ts";
import { hasNoOrder } from "./noise-order.ts";
import { type NoiseKind, noiseByShape, readSamples, type Shown } from "./noise-shapes.ts";
import { toleranceFor } from "./noise-times.ts";
import type { RuleEffect } from "./rules.ts";

/** Proposals of what differs by itself. A person accepts them or not; nothing is ignored before. */

/** One group of differences, and what was seen around it. */
export type NoiseEvidence = {
  endpoint: string;
  path: string;
  kind: DifferenceKind;
  shape: string;
  /** Exchanges that differ in this group, of so many compared of the endpoint. */
  differing: number;
  compared: number;
  /** Exchanges in which both systems have a value there, where that is known: a field that is mostly null differs seldom. */
  present?: number;
  /** Differing values as raw tokens with the exchange's own time; 500 are plenty. */
  samples: readonly Shown[];
  /** How often two legacy instances asked the same differ in this group; null without a twin. */
  twin: { compared: number; differing: number; samples: readonly Shown[] } | null;
};

export type NoiseProposal = {
  endpoint: string;
  path: string;
  effect: RuleEffect;
  what: NoiseKind | "differs by itself";
  how: "twin" | "shape";
  /** Why it looks like noise, and what the rule would swallow: sentences for the person who decides. */
  why: string;
  swallows: { exchanges: number; share: number; says: string };
};

/** Fewer compared exchanges say nothing about a field. */
const fewest = 50;

/** Diffy's limits: a field is noise unless the new system differs more often than the twin, by over 20 % of both and by over 0.03 % of all. */
const relativeLimit = 0.2;
const absoluteLimit = 0.0003;

/** What may be ignored, most frequent first. A field that no twin differs in is never proposed; one that differs more often than the twin's,
 *  or without a twin, only when its values have a known shape (a clock in whole seconds, read a little later). */
export function proposeNoise(groups: readonly NoiseEvidence[]): NoiseProposal[] {
  const proposals = groups.flatMap((group) => proposalFor(group) ?? []);
  return proposals.sort((left, right) => right.swallows.exchanges - left.swallows.exchanges);
}

function proposalFor(group: NoiseEvidence): NoiseProposal | null {
  if (group.compared < fewest || group.differing === 0) return null;
  return group.twin !== null && group.twin.compared >= fewest ? byTwin(group, group.twin) : byShape(group);
}

function byTwin(group: NoiseEvidence, twin: NonNullable<NoiseEvidence["twin"]>): NoiseProposal | null {
  const [raw, noise] = [group.differing / group.compared, twin.differing / twin.compared];
  if (noise === 0) return null;
  const isReal = raw > noise && (raw - noise) / (raw + noise) > relativeLimit && raw - noise > absoluteLimit;
  if (isReal) return byShape(group);
  const effect = effectByTwin(group, twin.samples);
  if (effect === null) return null;
  const why = `Two legacy instances asked the same differ here in ${percent(noise)}, legacy and new in ${percent(raw)}.`;
  return proposal(group, { effect, what: "differs by itself", how: "twin", why });
}

/** Times keep a limit of their own, so that a shifted clock is still seen; order stays an order; anything else is ignored. */
function effectByTwin(group: NoiseEvidence, twinSamples: readonly Shown[]): RuleEffect | null {
  if (group.kind === "order") return { do: "any-order" };
  if (group.shape !== "time → time") return { do: "ignore" };
  const [own, twins] = [readSamples(group.samples), readSamples(twinSamples)];
  const toleranceMs = toleranceFor(own, twins);
  return toleranceMs === null ? null : { do: "time", toleranceMs };
}

function byShape(group: NoiseEvidence): NoiseProposal | null {
  if (group.kind === "order") return byOrder(group);
  if (group.kind !== "value" && group.kind !== "header") return null;
  const samples = readSamples(group.samples);
  const share = Math.min(1, group.differing / (group.present ?? group.compared));
  const found = noiseByShape({ path: group.path, share, samples });
  return found === null ? null : proposal(group, { ...found, how: "shape", why: whyOf(found.what, share) });
}

function byOrder(group: NoiseEvidence): NoiseProposal | null {
  const samples = readSamples(group.samples);
  if (!hasNoOrder(samples)) return null;
  const why = whyOf("order", group.differing / group.compared);
  return proposal(group, { effect: { do: "any-order" }, what: "order", how: "shape", why });
}

const looks: Record<NoiseKind, string> = {
  uuid: "Both sides are UUIDs that each system makes for itself",
  token: "Both sides are random tokens of one form",
  id: "Both sides are ids, one of each for one of the other, in a place named like an id",
  clock: "Both sides are the same clock, read a moment apart",
  counter: "Both sides count up on their own",
  revision: "Each system numbers its own writes",
  server: "Each system names the machine or process that answered",
  order: "Each system itself gives the same members now in this order, now in another",
  timing: "Both sides are durations of the answer itself",
  "technical header": "A header in which a server speaks of itself",
};

function whyOf(what: NoiseKind, share: number): string {
  return `${looks[what]}; different in ${percent(share)} of the exchanges.`;
}

type Found = Pick<NoiseProposal, "effect" | "what" | "how" | "why">;

function proposal({ endpoint, path, differing, compared }: NoiseEvidence, found: Found): NoiseProposal {
  const share = differing / compared;
  const says = `${swallowed(found.effect)} Of ${count(compared)} exchanges of ${endpoint}, ${count(differing)} (${percent(share)}) differ here.`;
  return { endpoint, path, ...found, swallows: { exchanges: differing, share, says } };
}

function swallowed(effect: RuleEffect): string {
  if (effect.do === "any-order") return "Any order of the same members would count as equal.";
  if (effect.do === "time")
    return `Times up to ${seconds(effect.toleranceMs ?? 0)} apart would no longer be seen here.`;
  return "No difference at this place would be seen any more, wrong values included.";
}

const count = (n: number) => n.toLocaleString("en-GB");
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
const seconds = (ms: number) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);
