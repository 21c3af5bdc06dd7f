import type { SaidItemAct } from "./acts.ts";

/** What people answered about an item, with what became of each answer. */

type Word = { byId: string; by: string; at: number };

/** Times in ms since 1970. `verified`: by another person than the one who answered. */
export type Answer = Word & {
  id: string;
  ruleVersion: number;
  holds: boolean;
  says: string;
  files: readonly string[];
  verified: (Word & { says: string }) | null;
  withdrawn: (Word & { why: string }) | null;
};

/** In the order in which they were given. */
export function answersOf(acts: readonly SaidItemAct[]): Answer[] {
  return acts.flatMap((said) => {
    if (said.act.do !== "answered") return [];
    const { id, ruleVersion, byId, by, at } = said;
    const { holds, says, files } = said.act;
    const later = { verified: verificationOf(said, acts), withdrawn: withdrawalOf(id, acts) };
    return [{ id, ruleVersion, byId, by, at, holds, says, files, ...later }];
  });
}

function verificationOf(answer: SaidItemAct, acts: readonly SaidItemAct[]): Answer["verified"] {
  for (const { act, byId, by, at } of acts)
    if (act.do === "verified" && act.about === answer.id && byId !== answer.byId)
      return { byId, by, at, says: act.says };
  return null;
}

function withdrawalOf(id: string, acts: readonly SaidItemAct[]): Answer["withdrawn"] {
  for (const { act, byId, by, at } of acts)
    if (act.do === "withdrawn" && act.about === id) return { byId, by, at, why: act.why };
  return null;
}
