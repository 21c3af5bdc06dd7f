import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changeRules } from "./change-rules.ts";
import { segmentsOf } from "./core/request-path.ts";
import type { Endpoint, RuleSet } from "./core/rules.ts";
import { endpointNamer } from "./endpoint-of.ts";
import { foldEndpoints } from "./fold-endpoints.ts";
import type { CorrectEndpoint } from "./input/triage.ts";
import { openShadow } from "./open-shadow.ts";
import { reopenFixed } from "./reopen-fixed.ts";
import { findRuleSet, listEndpoints } from "./store.ts";
import { ensureEndpoints } from "./store-endpoints.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "template-wrong";
type Corrected = { ok: true; version: number; endpoint: string; covers: string[] };
/** `from`: only where its ids stand is said, see `Endpoint`. */
type Asked = CorrectEndpoint & { pilot: string; from?: Endpoint["from"] };

/** Names an endpoint by a person's template, with where its ids stand. What arrives from now on is of it; what was counted at the endpoints that
 *  it covers is counted there, groups that are the same difference become one, and rules and critical fields go with them. */
export async function correctEndpoint(
  ctx: Ctx,
  { pilot, why, ...asked }: Asked,
): Promise<Corrected | Refused<Refusals>> {
  if (!isTemplate(asked.template)) return refuse("template-wrong");
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const { set } = await findRuleSet(tx, pilotId);
    const endpoint = endpointAsked(asked, set);
    const { name, makes, uses } = endpoint;
    const endpoints = [endpoint, ...set.endpoints.filter((one) => one.name !== name)];
    const { ids } = await ensureEndpoints(tx, pilotId, { names: [name], at: ctx.now() });
    const there = await listEndpoints(tx, pilotId);
    const isCovered = coveredBy(endpoint, { set: { ...set, endpoints }, there: there.map((one) => one.name) });
    const from = there.filter((one) => isCovered(one.name));
    const folded = await foldEndpoints(tx, ctx, { pilotId, into: { id: ids.get(name) ?? 0, name }, from });
    const { covers, groups, stayed } = folded;
    const change = { change: "endpoint corrected", after: { endpoint: name, makes, uses, covers, groups } };
    const rules = carried(set, { isCovered, name });
    const made = await changeRules(tx, ctx, { opened, why, ...change, set: { endpoints, ...rules } });
    await reopenFixed(tx, ctx, { pilotId, seen: stayed });
    return { ok: true, version: made.version, endpoint: name, covers };
  });
}

/** A line that a person drew stays drawn when ids are declared later. */
function endpointAsked({ method, template, makes, uses, from }: Omit<Asked, "pilot" | "why">, set: RuleSet): Endpoint {
  const name = `${method} ${template}`;
  const known = set.endpoints.find((one) => one.name === name);
  const isFound = from !== undefined && (known === undefined || known.from !== undefined);
  return { name, method, template, makes, uses, ...(isFound ? { from } : {}) };
}

/** Which names belong to the endpoint now. Where a person drew the line, rules that named them before go with them. */
function coveredBy({ name, from }: Endpoint, { set, there }: { set: RuleSet; there: readonly string[] }) {
  const known = there.map((one) => ({ name: one, into: null }));
  const namer = endpointNamer(from === undefined ? { ...set, rules: [], critical: [] } : set, known);
  return (one: string) => one !== name && namer.nowOf(one) === name;
}

type Carrying = { isCovered(name: string): boolean; name: string };

function carried({ rules, critical }: RuleSet, { isCovered, name }: Carrying): Pick<RuleSet, "rules" | "critical"> {
  const moved = <One extends { endpoint: string }>(one: One): One =>
    isCovered(one.endpoint) ? { ...one, endpoint: name } : one;
  const textOf = (one: RuleSet["rules"][number]) => JSON.stringify([one.endpoint, one.path, one.effect]);
  return {
    rules: onceEach(rules.map(moved), textOf),
    critical: onceEach(critical.map(moved), (one) => JSON.stringify([one.endpoint, one.path])),
  };
}

/** The first of those that are alike. */
function onceEach<One>(list: readonly One[], textOf: (one: One) => string): One[] {
  return [...new Map(list.toReversed().map((one) => [textOf(one), one])).values()].reverse();
}

/** Braces stand for a whole segment, or for one up to its ending: `{id}.pdf`. */
function isTemplate(template: string): boolean {
  return segmentsOf(template).every((segment) => !/[{}]/.test(segment.replace(/^\{[\w-]{1,40}\}(?=\.|$)/, "")));
}
