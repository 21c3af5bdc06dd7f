import type { SaidItemAct } from "./acts.ts";
import { attestedStanding } from "./attested-standing.ts";
import type { Item, ItemStanding } from "./item.ts";
import { closed, spanText } from "./phrase.ts";
import { openWaiver } from "./waivers.ts";

/** Where a probe stands, as its row says. `turn` rises when its outcome changes, and when a result comes after the last one had expired. */
export type ProbeSeen = {
  ruleVersion: number;
  outcome: "good" | "failed" | "no-answer" | null;
  turn: number;
  since: number | null;
  says: string | null;
  at: number | null;
  goodAt: number | null;
};

/** What an item's standing is computed from beside its acts. `probe`: null until the keeper first saw it. `linked`: of what an item is
 *  linked to, given by whoever knows it. `openedAt`: when its pause point was opened; null before; left out, it counts as opened. Times in
 *  ms since 1970. */
export type ItemEvidence = {
  probe: ProbeSeen | null;
  linked: ItemStanding | null;
  openedAt?: number | null;
  now: number;
};

/** Where an item stands now. Only *good* goes stale; a waiver in force covers whatever is not good, and is not needed where it is. */
export function itemStanding(item: Item, acts: readonly SaidItemAct[], evidence: ItemEvidence): ItemStanding {
  const beneath = standingBeneath(item, acts, evidence);
  if (beneath.kind === "good") return beneath;
  const waiver = openWaiver(acts, { ruleVersion: item.ruleVersion, now: evidence.now });
  if (waiver === null || waiver.granted === null) return beneath;
  const who = `Waived by ${waiver.granted.by}, asked for by ${waiver.by}: ${closed(waiver.why)}`;
  const sentence = `${who} Without the waiver: ${beneath.sentence}`;
  return { kind: "waived", sentence, evidence: waiver.granted.id, at: waiver.granted.at, expiresAt: waiver.until };
}

function standingBeneath(item: Item, acts: readonly SaidItemAct[], evidence: ItemEvidence): ItemStanding {
  const { now, linked, probe, openedAt = 0 } = evidence;
  switch (item.rule.kind) {
    case "attested":
      return attestedStanding(item, acts, { openedAt, now });
    case "probe":
      return item.rule.probe === null ? open("Its probe is not set up yet.") : probeStanding(item, probe, now);
    case "linked":
      return linked === null ? open("There is no evidence for it yet.") : stillGood(item, linked, now);
  }
}

function probeStanding(item: Item, probe: ProbeSeen | null, now: number): ItemStanding {
  if (probe === null || probe.outcome === null || probe.at === null) return open("Its probe has not run yet.");
  if (probe.ruleVersion !== item.ruleVersion)
    return open("What its probe looks for was changed, and it has not run since.");
  const saw = probe.outcome === "no-answer" ? "The probe got no answer" : "The probe saw";
  const kind = probe.outcome === "good" ? ("good" as const) : ("failed" as const);
  const sentence = `${saw}: ${closed(probe.says ?? probe.outcome)}`;
  const standing = { kind, sentence, evidence: `turn:${probe.turn}`, at: probe.at, expiresAt: null };
  return stillGood(item, standing, now);
}

/** A good standing until its evidence is older than the item lets it count; any other as it is. */
function stillGood(item: Item, standing: ItemStanding, now: number): ItemStanding {
  const { validForSeconds } = item;
  if (standing.kind !== "good" || validForSeconds === null || standing.at === null) return standing;
  const end = standing.at + validForSeconds * 1_000;
  const expiresAt = standing.expiresAt === null ? end : Math.min(end, standing.expiresAt);
  if (now < expiresAt) return { ...standing, expiresAt };
  const sentence = `This counted for ${spanText(validForSeconds)} and is older now. ${standing.sentence}`;
  return { ...standing, kind: "stale", sentence, expiresAt };
}

function open(sentence: string): ItemStanding {
  return { kind: "open", sentence, evidence: "", at: null, expiresAt: null };
}
