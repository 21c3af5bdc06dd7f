import type { SaidItemAct } from "./acts.ts";
import { type Answer, answersOf } from "./answers.ts";
import { type Item, type ItemStanding, pausePointWords } from "./item.ts";
import { closed, spanText } from "./phrase.ts";

/** Where an item that people answer stands by its answers, waivers left aside. The newest answer decides; one that waits for a second
 *  person takes nothing from those that were confirmed before. */
export function attestedStanding(
  item: Item,
  acts: readonly SaidItemAct[],
  { openedAt, now }: { openedAt: number | null; now: number },
): ItemStanding {
  if (openedAt === null) return open(`It waits until the pause point ${pausePointWords[item.pausePoint]} is opened.`);
  const answers = answersOf(acts);
  const newest = answers.at(-1);
  if (newest === undefined) return open("Nobody has answered it yet.");
  if (newest.ruleVersion !== item.ruleVersion)
    return open("What it asks was changed after the last answer: it has to be answered again.");
  if (newest.withdrawn !== null)
    return open(`${newest.withdrawn.by} took the answer back: ${closed(newest.withdrawn.why)}`);
  return newest.holds ? goodStanding(item, answers, now) : failedStanding(item, answers, newest);
}

function failedStanding(item: Item, answers: readonly Answer[], newest: Answer): ItemStanding {
  const first = trailing(answers, (one) => counts(item, one) && !one.holds)[0] ?? newest;
  const sentence = `${newest.by} saw that it does not hold: ${closed(newest.says)}`;
  return { kind: "failed", sentence, evidence: first.id, at: newest.at, expiresAt: null };
}

function goodStanding(item: Item, answers: readonly Answer[], now: number): ItemStanding {
  const row = trailing(answers, (one) => counts(item, one) && one.holds);
  const complete = row.filter((one) => !item.needsVerification || one.verified !== null);
  const last = complete.at(-1);
  const newest = row.at(-1);
  const waits = newest && newest !== last ? ` ${saw(newest)} A second person has not confirmed that yet.` : "";
  if (last === undefined) return open(waits.trim());
  const first = unbroken(item, complete)[0] ?? last;
  const expiresAt = item.validForSeconds === null ? null : last.at + item.validForSeconds * 1_000;
  const standing = { evidence: first.id, at: last.at, expiresAt };
  if (expiresAt === null || now < expiresAt) return { kind: "good", sentence: `${saw(last)}${waits}`, ...standing };
  const old = `This counted for ${spanText(item.validForSeconds ?? 0)} and is older now.`;
  return { kind: "stale", sentence: `${old} ${saw(last)}${waits}`, ...standing };
}

function counts(item: Item, answer: Answer): boolean {
  return answer.ruleVersion === item.ruleVersion && answer.withdrawn === null;
}

function trailing(answers: readonly Answer[], belongs: (answer: Answer) => boolean): Answer[] {
  return answers.slice(answers.findLastIndex((one) => !belongs(one)) + 1);
}

/** The end of a good row in which each answer came before the one ahead of it had expired. Whoever answers after that begins anew: in
 *  between it was stale, even where nobody was there to see it. */
function unbroken(item: Item, row: readonly Answer[]): Answer[] {
  const { validForSeconds } = item;
  if (validForSeconds === null) return [...row];
  const begins = row.findLastIndex((answer, place) => {
    const ahead = row[place - 1];
    return ahead !== undefined && completeAt(item, answer) >= ahead.at + validForSeconds * 1_000;
  });
  return row.slice(Math.max(begins, 0));
}

function completeAt(item: Item, answer: Answer): number {
  return item.needsVerification ? (answer.verified?.at ?? answer.at) : answer.at;
}

function saw(answer: Answer): string {
  const confirmed = answer.verified === null ? "" : ` ${answer.verified.by} confirmed it.`;
  return `${answer.by} saw: ${closed(answer.says)}${confirmed}`;
}

function open(sentence: string): ItemStanding {
  return { kind: "open", sentence, evidence: "", at: null, expiresAt: null };
}
