import { criterionName } from "./say.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

/** Since which second each criterion has stood as it stands now, by its name; of several with one name, the worst. */
export type Since = Record<string, number>;

/** Watches verdicts second by second, from the beginning or from where another watch had come. */
export function sinceWatch(from?: { verdict: Verdict; since: Since }): (verdict: Verdict, second: number) => Since {
  const known = new Map<string, { kind: VerdictKind; second: number }>();
  if (from !== undefined) knownFrom(known, from);
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

function knownFrom(
  known: Map<string, { kind: VerdictKind; second: number }>,
  { verdict, since }: { verdict: Verdict; since: Since },
): void {
  for (const [name, second] of Object.entries(since)) {
    const judged = verdict.criteria.find(({ criterion }) => criterionName(criterion) === name);
    if (judged !== undefined) known.set(name, { kind: judged.kind, second });
  }
}
