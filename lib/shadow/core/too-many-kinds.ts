import type { Difference, GroupKey } from "./difference.ts";

/** One group an endpoint takes what goes beyond the bounds: a system that answers with ever new fields would make a group of each. */

export const tooManyKinds = "(too many kinds)";

/** The same difference, of that group. */
export function asTooMany(difference: Difference): Difference {
  return { ...difference, path: tooManyKinds, kind: "value", shape: tooManyKinds };
}

export function tooManyKey(endpoint: string): GroupKey {
  return { endpoint, path: tooManyKinds, kind: "value", shape: tooManyKinds };
}
