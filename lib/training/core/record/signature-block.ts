import { facts } from "../../../documents/core/document-parts.ts";
import type { Block } from "../../../load/core/report-sections.ts";
import { dayText } from "../../../pilots/core/place-text.ts";
import type { SignedAct } from "../acts.ts";
import { languageNames } from "../language.ts";
import { covers, operatorState } from "../session-state.ts";
import type { PaperFile, RecordedAct } from "./record-facts.ts";
import { attendedText, outcomeWords, secondText } from "./say-record.ts";

/** A signature as it is printed (21 CFR 11.50): printed name, date and time, meaning; all of it as it was shown to whoever signed. */

export type SignedFact = { said: RecordedAct; act: SignedAct };
type Printed = { acts: readonly RecordedAct[]; files: readonly PaperFile[]; zone: string };

/** Of one operator, in the order in which they were signed, those that were taken back too. */
export function signaturesOf(acts: readonly RecordedAct[], operatorId: string): SignedFact[] {
  return acts.flatMap((said) =>
    said.operatorId === operatorId && said.act.do === "signed" ? [{ said, act: said.act }] : [],
  );
}

/** `acts`: all of the session, to say whether the signature still counts. */
export function signatureBlock({ said, act }: SignedFact, { acts, files, zone }: Printed): Block {
  return facts([
    ["Signed as", act.as],
    ["Printed name", printedName({ said, act })],
    ...contentFacts(act),
    ["Language", languageNames[act.language]],
    ["When", whenText(said, act, zone)],
    ["How", howText(act, files)],
    ["Content SHA-256", hashText(said, act)],
    ["Log entry", said.entry === null ? "none: no event stands for it" : String(said.entry)],
    ["Stands", standsText(said, acts, zone)],
  ]);
}

/** Everything that stood above the button. */
function contentFacts({ as, shown }: SignedAct): (readonly [string, string])[] {
  const { session, module, operator, statement, attended, meaning } = shown;
  const steps = shown.steps.map(({ shows, outcome }, at) => `${at + 1}. ${shows}: ${outcomeWords[outcome]}`);
  return [
    ["Meaning", meaning],
    ...(as === "operator" ? [["What they say", statement] as const] : []),
    ["About", `${operator.name}, badge ${operator.badge}${operator.shift === "" ? "" : `, shift ${operator.shift}`}`],
    ["Module", `${module.code} ${module.name}, version ${module.version}, ${module.minutes} min`],
    ["Session", `${session.name}, ${session.place}, trainer ${session.trainer}`],
    ["Attendance", attendedText(attended)],
    ["Steps", steps.join("; ")],
  ];
}

/** Of the operator as it was shown to them, of the trainer as their account was called then. */
export function printedName({ said, act }: SignedFact): string {
  const { operator } = act.shown;
  return act.as === "operator" ? `${operator.name}, badge ${operator.badge}` : said.by;
}

function whenText({ at, enteredBy }: RecordedAct, { sealedAt, paper }: SignedAct, zone: string): string {
  if (paper !== null)
    return `on ${dayText(paper.signedOn)} by hand; entered ${secondText(at, zone)} by ${enteredBy ?? "nobody known"}`;
  if (sealedAt === null) return secondText(at, zone);
  return `signed offline at ${secondText(sealedAt, zone)} by the tablet's clock, arrived ${secondText(at, zone)}`;
}

function howText({ as, kiosk, paper }: SignedAct, files: readonly PaperFile[]): string {
  if (paper !== null) {
    const file = files.find(({ id }) => id === paper.file);
    const sheet = file === undefined ? `file ${paper.file}` : `${file.name}, SHA-256 ${file.sha256}`;
    return `by hand on paper, transcribed from ${sheet}`;
  }
  const where = kiosk === null ? "in the console" : "on a tablet";
  return `${as === "operator" ? "badge and PIN" : "own password"}, ${where}`;
}

function hashText({ hashMatches }: RecordedAct, { sha256 }: SignedAct): string {
  return hashMatches === false ? `${sha256}: IS NOT the hash of what is stored as shown` : sha256;
}

/** Whether it counts now; if not, since when and why. */
export function standsText({ id, operatorId }: RecordedAct, acts: readonly RecordedAct[], zone: string): string {
  const back = acts.find(({ act }) => act.do === "withdrawn" && act.about === id);
  if (back?.act.do === "withdrawn")
    return `WITHDRAWN ${secondText(back.at, zone)} by ${back.by}: ${back.act.reason} (log entry ${back.entry ?? "none"})`;
  const state = operatorState(acts, operatorId ?? "");
  const current = [state.operatorSigned, state.trainerSigned].find((one) => one?.id === id);
  if (current === undefined || current === null) return "followed by a newer signature";
  return covers(current, state) ? "counts" : "counts no more: the record was amended after it";
}
