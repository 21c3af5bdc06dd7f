import type { Grouped } from "./fold-batch.ts";
import type { GroupSeen } from "./store-batch.ts";

/** So many of a batch's newest pairs a group takes; one that has its 200 takes one, and then looks back over 200 batches. */
const newestOfBatch = 5;
/** What is larger is not kept whole. */
export const largestPairBytes = 1024 * 1024;

export type Chosen = { index: number; keptFor: { groupId: number; first: boolean }[] };

/** Which exchanges of a batch are kept whole, and for which groups: a new group's first, and each group's newest. */
export function choosePairs(batch: readonly Grouped[], groups: ReadonlyMap<string, GroupSeen>): Chosen[] {
  const byGroup = indexesByGroup(batch);
  const chosen = new Map<number, Chosen>();
  const choose = (index: number, keep: { groupId: number; first: boolean }) => {
    const there = chosen.get(index) ?? { index, keptFor: [] };
    there.keptFor.push(keep);
    chosen.set(index, there);
  };
  const at = (index: number) => batch[index]?.exchange.at ?? 0;
  for (const [text, indexes] of byGroup) {
    const group = groups.get(text);
    if (group === undefined) continue;
    const inOrder = indexes.sort((a, b) => at(a) - at(b) || a - b);
    const newest = inOrder.slice(group.isFull ? -1 : -newestOfBatch);
    const [first] = inOrder;
    if (group.isNew && first !== undefined && !newest.includes(first)) newest.unshift(first);
    for (const index of newest) choose(index, { groupId: group.id, first: group.isNew && index === first });
  }
  return [...chosen.values()];
}

function indexesByGroup(batch: readonly Grouped[]): Map<string, number[]> {
  const byGroup = new Map<string, number[]>();
  for (const [index, { groupTexts }] of batch.entries())
    for (const text of groupTexts) {
      const there = byGroup.get(text);
      if (there === undefined) byGroup.set(text, [index]);
      else there.push(index);
    }
  return byGroup;
}
