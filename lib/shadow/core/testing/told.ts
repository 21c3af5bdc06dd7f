import { compareAnswers } from "../compare-answers.ts";
import type { Comparison } from "../difference.ts";
import type { Answer } from "../exchange.ts";
import { noIds } from "../id-equality.ts";
import type { Rule } from "../rules.ts";
import { compiled, jsonAnswer } from "./answers.ts";

export function compare(legacy: Answer, candidate: Answer, rules: Rule[] = []): Comparison {
  return compareAnswers(legacy, candidate, { endpoint: "GET /lots/{id}", rules: compiled(...rules), ids: noIds });
}

/** What was found between two JSON texts, short: `kind path (shape)`. */
export function told(legacy: string, candidate: string, rules: Rule[] = []): string[] {
  const { differences } = compare(jsonAnswer(legacy), jsonAnswer(candidate), rules);
  return differences.map((one) => `${one.kind} ${one.path} (${one.shape})`);
}
