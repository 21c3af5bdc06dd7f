import type { ItemAct, SaidItemAct } from "./acts.ts";
import { answersOf } from "./answers.ts";
import type { Item } from "./item.ts";
import { waiversOf } from "./waivers.ts";

/** Which acts about an item do not count, and why. */

export type ActRefused =
  | "pause-point-not-open"
  | "machine-answers"
  | "answer-needs-file"
  | "answer-not-found"
  | "answer-superseded"
  | "answer-withdrawn"
  | "verification-not-needed"
  | "nothing-to-verify"
  | "verified-already"
  | "verifier-needed"
  | "verifier-is-performer"
  | "waiver-needs-time"
  | "waiver-too-long"
  | "waiver-open"
  | "waiver-not-found"
  | "waiver-over"
  | "waiver-granted-already"
  | "waiver-not-granted"
  | "waiver-granter-needed"
  | "waiver-needs-another";

/** An act before it is kept: who says it, when (ms since 1970), and what the pilot lets that person do. */
export type Saying = {
  act: ItemAct;
  byId: string;
  at: number;
  mayVerify: boolean;
  mayGrant: boolean;
};

/** Where it is said. `openedAt`: of the item's pause point, null before. */
export type Place = { item: Item; acts: readonly SaidItemAct[]; openedAt: number | null };

const longestWaiverMs = 30 * 86_400_000;

/** Null when the act may be kept. */
export function actRefused(saying: Saying, place: Place): ActRefused | null {
  const { act } = saying;
  switch (act.do) {
    case "answered":
      return answerRefused(act, place);
    case "verified":
      return verificationRefused(act.about, saying, place);
    case "withdrawn":
      return aboutAnswerRefused(act.about, place);
    case "waiver-asked":
      return waiverAskRefused(act.until, saying, place);
    case "waiver-granted":
      return grantRefused(act.about, saying, place);
    case "waiver-refused":
      return waiverRefusalRefused(act.about, saying, place);
    case "waiver-ended":
      return waiverEndRefused(act.about, saying, place);
  }
}

/** One that does not hold needs no file: what was seen says enough. */
function answerRefused(act: Extract<ItemAct, { do: "answered" }>, { item, openedAt }: Place): ActRefused | null {
  if (item.rule.kind !== "attested") return "machine-answers";
  if (openedAt === null) return "pause-point-not-open";
  return item.rule.needsFile && act.holds && act.files.length === 0 ? "answer-needs-file" : null;
}

/** Only the newest answer says anything about now: nobody confirms or takes back an earlier one. */
function aboutAnswerRefused(about: string, { acts }: Place): ActRefused | null {
  const answers = answersOf(acts);
  const answer = answers.find(({ id }) => id === about);
  if (answer === undefined) return "answer-not-found";
  if (answer.withdrawn !== null) return "answer-withdrawn";
  return answer === answers.at(-1) ? null : "answer-superseded";
}

function verificationRefused(about: string, { byId, mayVerify }: Saying, place: Place): ActRefused | null {
  if (!mayVerify) return "verifier-needed";
  const refused = aboutAnswerRefused(about, place);
  if (refused !== null) return refused;
  const { item, acts } = place;
  const answer = answersOf(acts).at(-1);
  if (!item.needsVerification) return "verification-not-needed";
  if (!answer?.holds || answer.ruleVersion !== item.ruleVersion) return "nothing-to-verify";
  if (answer.byId === byId) return "verifier-is-performer";
  return answer.verified === null ? null : "verified-already";
}

function waiverAskRefused(until: number, { at }: Saying, { item, acts }: Place): ActRefused | null {
  if (until <= at) return "waiver-needs-time";
  if (until - at > longestWaiverMs) return "waiver-too-long";
  const open = waiversOf(acts).some((one) => one.ruleVersion === item.ruleVersion && !one.isClosed && at < one.until);
  return open ? "waiver-open" : null;
}

function foundWaiver(about: string, { at }: Saying, { item, acts }: Place) {
  const waiver = waiversOf(acts).find(({ id }) => id === about);
  if (waiver === undefined) return "waiver-not-found";
  const isOver = waiver.isClosed || at >= waiver.until || waiver.ruleVersion !== item.ruleVersion;
  return isOver ? "waiver-over" : waiver;
}

function grantRefused(about: string, saying: Saying, place: Place): ActRefused | null {
  const waiver = foundWaiver(about, saying, place);
  if (typeof waiver === "string") return waiver;
  if (waiver.granted !== null) return "waiver-granted-already";
  if (waiver.byId === saying.byId) return "waiver-needs-another";
  return saying.mayGrant ? null : "waiver-granter-needed";
}

/** Whoever asked may take it back too. */
function waiverRefusalRefused(about: string, saying: Saying, place: Place): ActRefused | null {
  const waiver = foundWaiver(about, saying, place);
  if (typeof waiver === "string") return waiver;
  if (waiver.granted !== null) return "waiver-granted-already";
  return saying.mayGrant || waiver.byId === saying.byId ? null : "waiver-granter-needed";
}

function waiverEndRefused(about: string, saying: Saying, place: Place): ActRefused | null {
  const waiver = foundWaiver(about, saying, place);
  if (typeof waiver === "string") return waiver;
  if (waiver.granted === null) return "waiver-not-granted";
  return saying.mayGrant || waiver.byId === saying.byId ? null : "waiver-granter-needed";
}
