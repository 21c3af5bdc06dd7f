import type { Difference, GroupKey } from "./difference.ts";

/** The group a difference belongs to: what one cause does at one place of one endpoint, whatever the values are. */
export function groupKey(endpoint: string, { path, kind, shape }: Difference): GroupKey {
  return { endpoint, path, kind, shape };
}

/** A group's key as one text, unlike for unlike keys: for maps and for a unique column. */
export function groupText({ endpoint, path, kind, shape }: GroupKey): string {
  return JSON.stringify([endpoint, path, kind, shape]);
}

/** The groups of a pair, each once, in the order found: the combination that decides whether the exchange counts as equal. */
export function groupsOfPair(endpoint: string, differences: readonly Difference[]): GroupKey[] {
  const groups = new Map<string, GroupKey>();
  for (const difference of differences) {
    const key = groupKey(endpoint, difference);
    groups.set(groupText(key), key);
  }
  return [...groups.values()];
}
