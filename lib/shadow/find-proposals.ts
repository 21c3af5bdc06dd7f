import { createHash } from "node:crypto";
import { ruleMistake } from "./accept-rule.ts";
import { findIds, type IdProposal } from "./core/find-ids.ts";
import { proposeNoise } from "./core/noise.ts";
import { isDeclaredId, noiseTitle, type Proposal } from "./core/proposals.ts";
import type { Endpoint, RuleSet } from "./core/rules.ts";
import { endpointOfName } from "./endpoint-of.ts";
import { type Evidence, gatherEvidence } from "./gather-evidence.ts";
import { type Db, findRuleSet, listRuleSets } from "./store.ts";
import { listGroups } from "./store-acts.ts";
import { refusedProposals } from "./store-proposals.ts";

/** All proposals of a pilot, id rules first: what they settle is no noise. Work is bounded; the same rules and much the same counts are not
 *  looked at twice. */

export type Found = { version: number; proposals: Proposal[]; refused: number };
type Known = { stamp: string; counted: number; proposals: Promise<Proposal[]> };
const known = new Map<string, Known>();
/** Found again after so much more was seen. */
const growth = 1.05;

export async function findProposals(db: Db, { pilotId, now }: { pilotId: string; now: Date }): Promise<Found> {
  const [{ set }, refused, groups] = await Promise.all([
    findRuleSet(db, pilotId),
    refusedProposals(db, pilotId),
    listGroups(db, pilotId),
  ]);
  const counted = groups.reduce((sum, { n }) => sum + n, 0);
  const stamp = `${set.version} ${groups.length}`;
  let there = known.get(pilotId);
  if (there?.stamp !== stamp || counted > there.counted * growth || counted < there.counted) {
    there = { stamp, counted, proposals: found(db, { pilotId, set, now }) };
    known.set(pilotId, there);
    there.proposals.catch(() => known.delete(pilotId));
  }
  const all = await there.proposals;
  const proposals = all.filter(({ key }) => !refused.has(key));
  return { version: set.version, proposals, refused: all.length - proposals.length };
}

async function found(db: Db, { pilotId, set, now }: { pilotId: string; set: RuleSet; now: Date }): Promise<Proposal[]> {
  const [evidence, history] = await Promise.all([gatherEvidence(db, { pilotId, set, now }), listRuleSets(db, pilotId)]);
  const corrected = history.find(({ change }) => change === "endpoint corrected")?.at ?? null;
  const ids = findIds(evidence.exchanges, evidence.values).flatMap((one) => idProposal(one, set) ?? []);
  const noise = noiseProposals(evidence, { set, ids, corrected });
  return [...ids, ...noise];
}

function keyOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);
}

/** Null when everything of it stands already. A person's own places stay. */
function idProposal({ endpoint, makes, uses, why, seen }: IdProposal, set: RuleSet): IdOne | null {
  const there = set.endpoints.find(({ name }) => name === endpoint);
  const newMakes = makes.filter(({ path }) => !isDeclaredId(there, path));
  const newUses = uses.filter(({ place }) => !isDeclaredId(there, place));
  const parts = endpointOfName(endpoint);
  if (parts === null || newMakes.length + newUses.length === 0) return null;
  const titles = [
    ...newMakes.map(({ type, path }) => `${path} names the ${type} that was made`),
    ...newUses.map(({ type, place }) => `${place} asks for a ${type}`),
  ];
  return {
    ...{ kind: "ids", key: keyOf("ids", endpoint, newMakes, newUses), endpoint },
    ...{ method: parts.method, template: parts.template, title: titles.join("; ") },
    says: [...why, `Seen in ${seen} exchanges that are kept. From then on the new system is asked by its own ids.`],
    makes: [...(there?.makes ?? []), ...newMakes],
    uses: [...(there?.uses ?? []), ...newUses],
  };
}

type IdOne = Extract<Proposal, { kind: "ids" }>;
type Beside = { set: RuleSet; ids: readonly IdOne[]; corrected: Date | null };

function noiseProposals({ noise }: Evidence, { set, ids, corrected }: Beside): Proposal[] {
  return noise.flatMap((group) => {
    const [one] = proposeNoise([group]);
    if (one === undefined) return [];
    const { endpoint, path, effect, what, how, why, swallows } = one;
    const isOld = corrected !== null && group.group.lastArrivedAt <= corrected;
    const isMapped = [...set.endpoints, ...ids].some((rule) => nameOf(rule) === endpoint && isDeclaredId(rule, path));
    if (isMapped || (what === "id" && isOld) || stands(set, { endpoint, path, effect })) return [];
    const key = keyOf("noise", endpoint, path, effect.do);
    const title = noiseTitle({ path, what, differing: group.differing, compared: group.compared });
    const counts = { exchanges: swallows.exchanges, group: group.group.number };
    return [
      { kind: "noise" as const, key, endpoint, title, says: [why, swallows.says], path, effect, what, how, ...counts },
    ];
  });
}

const nameOf = (one: Endpoint | IdOne) => ("kind" in one ? one.endpoint : one.name);

type Ruled = Pick<RuleSet["rules"][number], "endpoint" | "path" | "effect">;

/** In force already, or not to be had: a critical field is accepted by two people, not ignored. */
function stands(set: RuleSet, { endpoint, path, effect }: Ruled): boolean {
  const same = set.rules.some(
    (rule) =>
      rule.endpoint === endpoint && rule.path === path && JSON.stringify(rule.effect) === JSON.stringify(effect),
  );
  return same || ruleMistake({ endpoint, path, effect, id: "", why: "", by: "", since: 0 }, set) !== null;
}
