import { z } from "zod";
import { mostCompared } from "../core/comparison.ts";

const number = /^[1-9]\d{0,8}$/;

/** `runs=12,14,15`: the base first. One alone is held against its baseline. */
export const CompareQuery = z.object({
  runs: z
    .string("the numbers of runs, such as 12,14")
    .max(100, "at most 5 runs")
    .transform((text, check) => {
      const words = text.split(",").map((word) => word.trim());
      const mistake = mistakeIn(words);
      if (mistake === null) return words.map(Number);
      check.addIssue({ code: "custom", message: mistake });
      return z.NEVER;
    }),
  format: z.enum(["json", "csv"], "json or csv").default("json"),
});

function mistakeIn(words: readonly string[]): string | null {
  if (words.some((word) => !number.test(word))) return "the numbers of runs, such as 12,14";
  if (words.length > mostCompared) return `at most ${mostCompared} runs`;
  return new Set(words).size < words.length ? "each run once" : null;
}
