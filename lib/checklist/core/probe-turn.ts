/** When the next result of a probe is another turn: a GO over the turn before does not hold for it. */

type Seen = { outcome: "good" | "failed" | "no-answer" | null; at: number | null; ruleVersion: number };
type Next = { outcome: "good" | "failed" | "no-answer"; at: number; ruleVersion: number };

/** Times in ms since 1970. A good result that had expired before the next one came stands for nothing any more, even where the next is good
 *  again; so does one over another rule. */
export function isNewTurn(before: Seen, next: Next, validForSeconds: number | null): boolean {
  if (before.outcome === null || before.outcome !== next.outcome) return true;
  if (before.ruleVersion !== next.ruleVersion) return true;
  if (before.outcome !== "good" || validForSeconds === null || before.at === null) return false;
  return next.at - before.at > validForSeconds * 1_000;
}
