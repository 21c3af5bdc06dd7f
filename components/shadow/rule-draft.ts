import { PreviewRule } from "#lib/shadow/input/triage.ts";
import { clean, readNumber } from "../load/new-run-number.ts";

/** A rule as it is typed. `effect` empty: not chosen yet. */
export type RuleDraft = {
  endpoint: string;
  path: string;
  effect: string;
  absolute: string;
  percent: string;
  toleranceMs: string;
  key: string;
  why: string;
};

export const effectChoices = [
  ["ignore", "ignore whatever differs there"],
  ["tolerate", "numbers within a tolerance"],
  ["time", "points in time within a tolerance"],
  ["ignore-case", "capital and small letters alike"],
  ["ignore-space", "spaces do not matter"],
  ["pair-by", "pair the array's members by one of theirs"],
  ["any-order", "order of the array does not matter"],
  ["allow-extra", "more members in new are allowed"],
  ["null-is-missing", "null and missing are alike"],
] as const;

type Wrong = Record<string, string>;

/** The rule that is meant, or what is wrong with it by field. */
export function readRule(draft: RuleDraft): { rule: PreviewRule; wrong: null } | { rule: null; wrong: Wrong } {
  const wrong: Wrong = {};
  const number = (field: "absolute" | "percent" | "toleranceMs") => {
    const text = draft[field].trim();
    const read = readNumber(text);
    if (!read.ok && text !== "") wrong[field] = read.sentence;
    return read.ok ? read.value : null;
  };
  const effect = effectOf(draft, number);
  if (draft.effect === "") wrong["effect"] = "choose what the rule does";
  const read = PreviewRule.safeParse({ endpoint: draft.endpoint, path: draft.path, effect });
  if (read.success && Object.keys(wrong).length === 0) return { rule: read.data, wrong: null };
  for (const { path, message } of read.error?.issues ?? []) {
    const field = fieldOf(path.map(String));
    if (draft.effect !== "" || field !== "effect") wrong[field] ??= message;
  }
  return { rule: null, wrong };
}

type Field = "absolute" | "percent" | "toleranceMs";

function effectOf({ effect, key }: RuleDraft, number: (field: Field) => number | null): object {
  if (effect === "tolerate")
    return { do: effect, absolute: number("absolute") ?? 0, relative: clean((number("percent") ?? 0) / 100) };
  if (effect === "time") return { do: effect, toleranceMs: number("toleranceMs") };
  return effect === "pair-by" ? { do: effect, key } : { do: effect };
}

function fieldOf([first = "", second]: readonly string[]): string {
  if (first !== "effect" || second === undefined || second === "do") return first;
  return second === "relative" ? "percent" : second;
}
