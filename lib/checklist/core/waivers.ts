import type { SaidItemAct } from "./acts.ts";

/** Waivers: asked for by one person, granted by another, for one item and until a time. */

type Word = { id: string; byId: string; by: string; at: number };

/** `until` in ms since 1970. `isClosed`: refused, or ended before its time. */
export type Waiver = Word & {
  ruleVersion: number;
  why: string;
  scope: string;
  until: number;
  granted: Word | null;
  isClosed: boolean;
};

/** In the order in which they were asked for. */
export function waiversOf(acts: readonly SaidItemAct[]): Waiver[] {
  return acts.flatMap((said) => {
    if (said.act.do !== "waiver-asked") return [];
    const { id, byId, by, at, ruleVersion } = said;
    const { why, scope, until } = said.act;
    const later = { granted: grantOf(said, acts), isClosed: isClosed(id, acts) };
    return [{ id, byId, by, at, ruleVersion, why, scope, until, ...later }];
  });
}

/** The newest that is asked for or granted, neither closed nor over, and about the rule of now; null without one. */
export function openWaiver(
  acts: readonly SaidItemAct[],
  { ruleVersion, now }: { ruleVersion: number; now: number },
): Waiver | null {
  const isOpen = (one: Waiver) => one.ruleVersion === ruleVersion && !one.isClosed && now < one.until;
  return waiversOf(acts).findLast(isOpen) ?? null;
}

function grantOf(asked: SaidItemAct, acts: readonly SaidItemAct[]): Word | null {
  for (const { act, id, byId, by, at } of acts)
    if (act.do === "waiver-granted" && act.about === asked.id && byId !== asked.byId) return { id, byId, by, at };
  return null;
}

function isClosed(id: string, acts: readonly SaidItemAct[]): boolean {
  return acts.some(({ act }) => (act.do === "waiver-refused" || act.do === "waiver-ended") && act.about === id);
}
