import type { RunSummary } from "./run-view.ts";
import { count } from "./say.ts";

const least = 20;

/** A question to ask when most failures are 429 or 503: then a limiter in front of the target may be what was measured. Null otherwise. */
export function limiterQuestion({ failed, failedByKind }: RunSummary): string | null {
  const refused = (failedByKind["status 429"] ?? 0) + (failedByKind["status 503"] ?? 0);
  if (failed < least || refused * 2 < failed) return null;
  return `${count(refused)} of ${count(failed)} failures are status 429 or 503: is a rate limiter in front of the target being measured?`;
}
