import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changeRules } from "./change-rules.ts";
import { segmentsOf } from "./core/request-path.ts";
import type { Endpoint } from "./core/rules.ts";
import { coveredBy } from "./endpoint-of.ts";
import type { CorrectEndpoint } from "./input/triage.ts";
import { openShadow } from "./open-shadow.ts";
import { ensureEndpoints, findRuleSet, listEndpoints, mergeEndpoints } from "./store.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "template-wrong";
type Corrected = { ok: true; version: number; endpoint: string; covers: string[] };

/** Names an endpoint by a person's template, with where its ids stand. What arrives from now on is of it, and the counts of the endpoints that
 *  it covers are shown with it; their groups stay as they are. */
export async function correctEndpoint(
  ctx: Ctx,
  { pilot, why, method, template, makes, uses }: CorrectEndpoint & { pilot: string },
): Promise<Corrected | Refused<Refusals>> {
  if (!isTemplate(template)) return refuse("template-wrong");
  const endpoint: Endpoint = { name: `${method} ${template}`, method, template, makes, uses };
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const { set } = await findRuleSet(tx, pilotId);
    const endpoints = [endpoint, ...set.endpoints.filter(({ name }) => name !== endpoint.name)];
    const { ids } = await ensureEndpoints(tx, pilotId, { names: [endpoint.name], at: ctx.now() });
    const there = await listEndpoints(tx, pilotId);
    const covers = coveredBy(
      endpoint,
      there.map(({ name }) => name),
    );
    const from = there.filter(({ name }) => covers.includes(name)).map(({ id }) => id);
    await mergeEndpoints(tx, from, ids.get(endpoint.name) ?? 0);
    const after = { endpoint: endpoint.name, makes, uses, covers };
    const made = await changeRules(tx, ctx, { opened, change: "endpoint corrected", why, after, set: { endpoints } });
    return { ok: true, version: made.version, endpoint: endpoint.name, covers };
  });
}

/** Braces stand for a whole segment, or for one up to its ending: `{id}.pdf`. */
function isTemplate(template: string): boolean {
  return segmentsOf(template).every((segment) => !/[{}]/.test(segment.replace(/^\{[\w-]{1,40}\}(?=\.|$)/, "")));
}
