import type { z } from "zod";
import type { FieldMistake } from "../result.ts";

/** Zod's issues as mistakes at places: `profile.stages.0.from`. What was sent is never repeated. */
export function fieldMistakes(error: z.ZodError): FieldMistake[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: [...path, key].join("."), message: "is not known here" }));
    return [{ path: path.join("."), message: issue.message }];
  });
}
