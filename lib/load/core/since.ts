import { criterionName } from "./say.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

/** Since which second each criterion has stood as it stands now, by its name. */
export type Since = Record<string, number>;

/** Watches verdicts second by second. */
export function sinceWatch(): (verdict: Verdict, second: number) => Since {
  const known = new Map<string, { kind: VerdictKind; second: number }>();
  return ({ criteria }, second) => {
    for (const { criterion, kind } of criteria) {
      const name = criterionName(criterion);
      if (known.get(name)?.kind !== kind) known.set(name, { kind, second });
    }
    return Object.fromEntries([...known].map(([name, { second: from }]) => [name, from]));
  };
}
