import { compareAnswers } from "./core/compare-answers.ts";
import type { CompiledRules } from "./core/compile-rules.ts";
import type { Comparison } from "./core/difference.ts";
import type { Exchange, NotCompared } from "./core/exchange.ts";
import type { IdEquality } from "./core/id-equality.ts";
import type { Secrets } from "./core/secret-members.ts";
import { withoutSecrets } from "./core/without-secrets.ts";
import type { EndpointNamer } from "./endpoint-of.ts";

/** One exchange, its secrets replaced, with what came of comparing it. `comparison` is null exactly when `notCompared` says why. */
export type ComparedExchange = {
  exchange: Exchange;
  endpoint: string;
  comparison: Comparison | null;
  notCompared: NotCompared | null;
};

export type NamedExchange = Pick<ComparedExchange, "exchange" | "endpoint">;

/** A batch on its way to being compared. Secrets go first: nothing later can see them. */
export function nameBatch(
  given: readonly Exchange[],
  { secrets, endpoints }: { secrets: Secrets; endpoints: EndpointNamer },
): NamedExchange[] {
  const batch = given.map((one) => withoutSecrets(one, secrets));
  endpoints.learn(batch);
  return batch.map((exchange) => ({ exchange, endpoint: endpoints.nameOf(exchange) }));
}

type Named = { rules: CompiledRules; ids: IdEquality; endpoint: string };

/** An exchange whose secrets are replaced already. */
export function compareExchange(exchange: Exchange, { rules, ids, endpoint }: Named): ComparedExchange {
  const { legacy, candidate } = exchange;
  const notCompared = whyNot(exchange);
  if (notCompared !== null || legacy === null || candidate === null)
    return { exchange, endpoint, comparison: null, notCompared: notCompared ?? "no-answer" };
  return { exchange, endpoint, comparison: compareAnswers(legacy, candidate, { endpoint, rules, ids }), notCompared };
}

function whyNot({ notCompared, legacy, candidate }: Exchange): NotCompared | null {
  if (notCompared !== null) return notCompared;
  if (legacy === null) return "legacy-failed";
  if (candidate === null) return "no-answer";
  return legacy.body.bytes === null || candidate.body.bytes === null ? "too-large" : null;
}
