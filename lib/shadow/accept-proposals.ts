import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { acceptRule } from "./accept-rule.ts";
import type { Proposal } from "./core/proposals.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { findProposals } from "./find-proposals.ts";
import type { AcceptProposals } from "./input/proposals.ts";

type Accepted = { ok: true; version: number; accepted: string[] };

/** Puts proposals in force, one after the other, each as an own version of the rules; the first that is refused ends it, and what went before
 *  stays. Refuses keys that are no proposals any more, and rules that were changed since they were looked at. */
export async function acceptProposals(
  ctx: Ctx,
  { pilot: slug, keys, version }: AcceptProposals & { pilot: string },
): Promise<Accepted | Refused> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const now = await findProposals(ctx.db, { pilotId: found.pilot.id, now: ctx.now() });
  if (now.version !== version) return refuse("rules-changed", { says: { by: "somebody" } });
  const chosen = now.proposals.filter(({ key }) => keys.includes(key));
  if (chosen.length < new Set(keys).size) return refuse("proposal-gone");
  const accepted: Accepted = { ok: true, version, accepted: [] };
  for (const one of chosen) {
    const made = await accept(ctx, one, { pilot: slug, version: accepted.version });
    if (!made.ok) return made;
    accepted.version = made.version;
    accepted.accepted.push(one.key);
  }
  return accepted;
}

const longestWhy = 500;

function accept(ctx: Ctx, one: Proposal, { pilot, version }: { pilot: string; version: number }) {
  const why = `Proposed: ${one.title}. ${one.says[0] ?? ""}`.slice(0, longestWhy);
  const { endpoint } = one;
  if (one.kind === "noise")
    return acceptRule(ctx, { pilot, endpoint, path: one.path, effect: one.effect, version, why });
  const { method, template, makes, uses } = one;
  const places = { makes: [...makes], uses: [...uses] };
  return correctEndpoint(ctx, { pilot, method, template, ...places, from: "traffic", why });
}
