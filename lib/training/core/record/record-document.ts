import { facts, orNone, section, table } from "../../../documents/core/document-parts.ts";
import { momentWithZone } from "../../../documents/core/made.ts";
import type { Block, Section } from "../../../load/core/report-sections.ts";
import { languageNames, languages, type Texts, textIn } from "../language.ts";
import type { Operator } from "../module.ts";
import { operatorStanding, operatorState, sessionState } from "../session-state.ts";
import { sessionName } from "../shown-of.ts";
import { operatorSections } from "./operator-part.ts";
import type { RecordedAct, RecordedEvent, RecordedModule, SentBack, SessionRecord } from "./record-facts.ts";
import { actText, attendedText, secondText, standingWords, stateWords } from "./say-record.ts";

/** The record of a session: who was trained by whom in what, when, with which outcome, who signed what that means, and what was changed since. */
export function sessionSections(record: SessionRecord, zone: string): Section[] {
  return [
    sessionSection(record, zone),
    moduleSection(record.module, zone),
    operatorsSection(record, zone),
    ...record.operators.flatMap((operator) => operatorSections(record, operator, { zone, heading: null })),
    changesSection(record, zone),
    ...sentBackSections(record.sentBack, record.operators, zone),
    eventsSection("PINs, locks, tablets and bookings", { ...record, zone }),
    saidSection(record, zone),
    checkSection(),
  ];
}

function sessionSection({ session, module, acts, operators }: SessionRecord, zone: string): Section {
  const { number, place, trainer, plannedFrom, plannedTo } = session;
  const signed = operators.filter(({ id }) => standingOf(acts, id, module) === "signed").length;
  return section("Session", [
    facts([
      ["Session", sessionName(number)],
      ["Module", `${module.code} ${textIn(module.version.name, "en")}, version ${module.version.number}`],
      ["Place", place],
      ["Trainer", [trainer, ...handovers(acts, zone)].join("; ")],
      ["Planned", `${momentWithZone(plannedFrom, zone)} to ${momentWithZone(plannedTo, zone)}`],
      ["Opened", whenDone(acts, "opened", zone)],
      ["Closed", whenDone(acts, "closed", zone)],
      ["State", stateWords[sessionState(acts)]],
      ["Signed by both", `${signed} of ${operators.length} operators`],
      ["Changed afterwards", changesText(acts)],
    ]),
  ]);
}

function standingOf(acts: readonly RecordedAct[], operatorId: string, { version }: RecordedModule) {
  return operatorStanding(operatorState(acts, operatorId), version.steps);
}

function handovers(acts: readonly RecordedAct[], zone: string): string[] {
  return acts.flatMap(({ act, by, at }) =>
    act.do === "taken-over" ? [`taken over by ${by} from ${act.from} ${secondText(at, zone)}: ${act.reason}`] : [],
  );
}

function whenDone(acts: readonly RecordedAct[], what: "opened" | "closed", zone: string): string {
  const done = acts.filter(({ act }) => act.do === what || (what === "opened" && act.do === "reopened"));
  return done.map(({ at, by }) => `${secondText(at, zone)} by ${by}`).join("; ") || `not ${what}`;
}

/** "2 amendments, 1 signature taken back" */
export function changesText(acts: readonly RecordedAct[]): string {
  const amended = acts.filter(({ act }) => act.do === "amended").length;
  const withdrawn = acts.filter(({ act }) => act.do === "withdrawn").length;
  if (amended + withdrawn === 0) return "no: nothing was amended and no signature was taken back";
  const amendments = amended === 1 ? "1 amendment" : `${amended} amendments`;
  return `${amendments}, ${withdrawn === 1 ? "1 signature" : `${withdrawn} signatures`} taken back`;
}

/** The whole content of the version, in each language that it was written in. */
export function moduleSection({ code, version, by, at }: RecordedModule, zone: string): Section {
  const { name, number, minutes, steps, statement, validForDays, dueForRoles } = version;
  const written = languages.filter((one) => name[one] || statement[one] || steps.some(({ shows }) => shows[one]));
  const heads = ["Step", ...written.map((one) => `What is shown (${languageNames[one]})`)];
  const rows = steps.map(({ shows }, index) => [String(index + 1), ...written.map((one) => shows[one] ?? "")]);
  const said = (texts: Texts) => written.map((one) => [languageNames[one], texts[one] ?? ""] as const);
  return section(`What was trained: ${code} ${textIn(name, "en")}, version ${number}`, [
    facts([
      ["Written", `${secondText(at, zone)} by ${by}`],
      ["Length", `${minutes} min`],
      ["Sign-off counts", validForDays === null ? "for ever" : `for ${validForDays} days`],
      ["Earlier sign-offs due again", dueForRoles.length === 0 ? "for nobody" : `for ${dueForRoles.join(", ")}`],
      ...said(name).map(([language, text]) => [`Name (${language})`, text] as const),
      ...said(statement).map(([language, text]) => [`Statement (${language})`, text] as const),
    ]),
    table(heads, rows),
  ]);
}

function operatorsSection({ operators, acts, module }: SessionRecord, zone: string): Section {
  const rows = operators.map((operator) => summaryRow(operator, { acts, module, zone }));
  const heads = ["Badge", "Name", "Shift", "Attendance", "Alone", "Operator signed", "Trainer signed", "Stands"];
  return section("Operators", [orNone(table(heads, rows), "Nobody was booked, and nobody came.")]);
}

type Summed = { acts: readonly RecordedAct[]; module: RecordedModule; zone: string };

function summaryRow({ id, badge, name, shift }: Operator, { acts, module, zone }: Summed): string[] {
  const { steps } = module.version;
  const state = operatorState(acts, id);
  const { operatorSigned, trainerSigned, attended, outcomes } = state;
  const signedName = operatorSigned?.act.shown.operator;
  const alone = steps.filter((step) => outcomes.get(step.id)?.outcome === "alone").length;
  return [
    ...[signedName?.badge ?? badge, signedName?.name ?? name, signedName?.shift ?? shift],
    ...[attended === null ? "not marked" : attendedText(attended), `${alone} of ${steps.length}`],
    operatorSigned === null ? "no" : secondText(operatorSigned.at, zone),
    trainerSigned === null ? "no" : `${secondText(trainerSigned.at, zone)} by ${trainerSigned.by}`,
    standingWords[operatorStanding(state, steps)],
  ];
}

/** Amendments and signatures taken back, beside what was there. */
function changesSection({ acts, operators, module }: SessionRecord, zone: string): Section {
  const names = new Map(operators.map(({ id, name, badge }) => [id, `${name} (${badge})`]));
  const rows = acts
    .filter(({ act }) => act.do === "amended" || act.do === "withdrawn")
    .map(({ act, operatorId, by, at, entry }) => [
      ...[String(entry ?? "none"), secondText(at, zone), by, names.get(operatorId ?? "") ?? ""],
      actText(act, module.version.steps),
    ]);
  const none = "Nothing: no amendment, and no signature was taken back.";
  const note = rows.length === 0 ? null : "was and is stand with each operator above";
  return section("Changed afterwards", [orNone(table(["Entry", "When", "By", "About", "What"], rows), none)], note);
}

/** Only where a tablet brought something that became no signature. */
export function sentBackSections(
  sentBack: readonly SentBack[],
  operators: readonly Operator[],
  zone: string,
): Section[] {
  if (sentBack.length === 0) return [];
  const names = new Map(operators.map(({ id, name, badge }) => [id, `${name} (${badge})`]));
  const rows = sentBack.map(({ operatorId, kind, result, sealedAt, arrivedAt }) => [
    ...[secondText(arrivedAt, zone), sealedAt === null ? "" : secondText(sealedAt, zone)],
    ...[names.get(operatorId ?? "") ?? "", kind.replaceAll("-", " "), result.replaceAll("-", " ")],
  ]);
  const heads = ["Arrived", "Sealed, by the tablet's clock", "Operator", "What it was", "Why it was sent back"];
  return [section("Sent back to the tablet, and no signature", [table(heads, rows)], "wrong PINs and conflicts")];
}

type Listed = { events: readonly RecordedEvent[]; operators: readonly Operator[]; zone: string };

export function eventsSection(heading: string, { events, operators, zone }: Listed): Section {
  const names = new Map(operators.map(({ id, name, badge }) => [id, `${name} (${badge})`]));
  const rows = events.map(({ entry, at, by, did, operatorId, reason }) => [
    ...[String(entry), secondText(at, zone), by, did, names.get(operatorId ?? "") ?? "", reason ?? ""],
  ]);
  return section(heading, [orNone(table(["Entry", "When", "By", "What", "Operator", "Why"], rows), "None.")]);
}

function saidSection({ acts, operators, module }: SessionRecord, zone: string): Section {
  const names = new Map(operators.map(({ id, name, badge }) => [id, `${name} (${badge})`]));
  const rows = acts.map(({ act, operatorId, by, at, entry }) => [
    ...[String(entry ?? "none"), secondText(at, zone), by],
    ...[
      operatorId === null ? "the session" : (names.get(operatorId) ?? operatorId),
      actText(act, module.version.steps),
    ],
  ]);
  const block: Block = orNone(table(["Entry", "When", "By", "About", "What"], rows), "Nothing was said.");
  return section("Everything that was said, in its order", [block], "entry: its number in the log");
}

export function checkSection(): Section {
  const says = [
    "Every line above was written once and is never changed: a correction is a line of its own, beside the original.",
    "Each line is covered by the entry of the log that is named with it. “Verify the chain” on the log page, or gantry verify-log, walks all entries and names the first that was changed, removed or slipped in. The head below is the newest entry when this was made: the log must still have it.",
    "The record hash on each page is over the record's own content. Print the record again: the same hash means the same record.",
    "The SHA-256 of a signature is over the canonical JSON of everything that was shown above the button, its meaning included.",
  ];
  return section("How to check this record", [{ kind: "list", items: says }]);
}
