import type { z } from "zod";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";

export type Wrong = Readonly<Record<string, string>>;

/** What is wrong with what was typed, by field; the first mistake of each. */
export function wrongIn(error: z.ZodError | undefined): Wrong {
  const found = error?.issues.map(({ path, message }) => [String(path[0]), message] as const) ?? [];
  return Object.fromEntries(found.reverse());
}

/** What the server found wrong, by field. */
export function wrongBy(error: Error): Wrong {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path.split(".")[0] ?? "", message]));
}
