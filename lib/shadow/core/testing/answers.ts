import { compileRules } from "../compile-rules.ts";
import type { Answer, Headers } from "../exchange.ts";
import type { Endpoint, Rule, RuleEffect, RuleSet } from "../rules.ts";

const encoder = new TextEncoder();

/** An answer with a JSON body as it is written. */
export function jsonAnswer(body: string, { status = 200, headers = [] as Headers } = {}): Answer {
  return answerOf(body, { status, headers: [["content-type", "application/json"], ...headers] });
}

export function answerOf(body: string | Uint8Array, { status = 200, headers = [] as Headers } = {}): Answer {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  return { status, headers, body: { bytes, length: bytes.length }, latencyMs: 5 };
}

export function ruleOf(path: string, effect: RuleEffect, endpoint = "*"): Rule {
  return { id: `${effect.do} ${path}`, endpoint, path, effect, why: "test", by: "a person", since: 0 };
}

export function ruleSet(parts: Partial<RuleSet> = {}): RuleSet {
  return { version: 1, endpoints: [], rules: [], critical: [], comparedHeaders: [], ...parts };
}

export function compiled(...rules: Rule[]) {
  return compileRules(ruleSet({ rules }));
}

export function endpointOf(name: string, parts: Partial<Endpoint> = {}): Endpoint {
  const [method = "GET", template = "/"] = name.split(" ");
  return { name, method, template, makes: [], uses: [], ...parts };
}
