import { criterionName } from "./say.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

/** Since which second each criterion has stood as it stands now, by its name; of several with one name, the worst. */
export type Since = Record<string, number>;

/** Watches verdicts second by second. */
export function sinceWatch(): (verdict: Verdict, second: number) => Since {
  const known = new Map<string, { kind: VerdictKind; second: number }>();
  return ({ criteria }, second) => {
    const seen = new Set<string>();
    for (const { criterion, kind } of criteria) {
      const name = criterionName(criterion);
      if (seen.has(name)) continue;
      seen.add(name);
      if (known.get(name)?.kind !== kind) known.set(name, { kind, second });
    }
    return Object.fromEntries([...known].map(([name, { second: from }]) => [name, from]));
  };
}
