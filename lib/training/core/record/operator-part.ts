import { facts, section, table } from "../../../documents/core/document-parts.ts";
import type { Block, Section } from "../../../load/core/report-sections.ts";
import { textIn } from "../language.ts";
import type { ModuleStep, Operator } from "../module.ts";
import { type OperatorState, operatorStanding, operatorState } from "../session-state.ts";
import { amendmentsOf, type RecordedAct, type SessionRecord } from "./record-facts.ts";
import { amendableText, attendedText, outcomeWords, secondText, standingWords } from "./say-record.ts";
import { printedName, signatureBlock, signaturesOf } from "./signature-block.ts";

/** `heading`: null where the operator's name is to stand there, as it was signed with. */
type Told = { zone: string; heading: string | null };

/** What stands on record about one operator in one session: one section, and one for each signature. */
export function operatorSections(record: SessionRecord, operator: Operator, { zone, heading }: Told): Section[] {
  const { acts, files } = record;
  const { steps } = record.module.version;
  const state = operatorState(acts, operator.id);
  const signed = signaturesOf(acts, operator.id);
  const name = nameOf(signed.at(-1)?.act.shown.operator ?? operator);
  const declined = acts.filter(({ operatorId, act }) => operatorId === operator.id && act.do === "declined");
  return [
    section(heading ?? name, [
      facts([
        ["Stands", standingWords[operatorStanding(state, steps)]],
        ["Attendance", attendanceText(state, acts, zone)],
        ...namedToday(name, operator),
        ...declined.map((said) => ["Did not agree", declinedText(said, zone)] as const),
      ]),
      outcomesTable(state, { steps, acts, zone }),
      ...notesTable(state, zone),
      ...amendmentsTable(acts, operator.id, { steps, zone }),
    ]),
    ...signed.map((one) =>
      section(`Signature, ${one.act.as}: ${printedName(one)}`, [signatureBlock(one, { acts, files, zone })]),
    ),
  ];
}

const nameOf = ({ name, badge, shift }: Pick<Operator, "name" | "badge" | "shift">) =>
  `${name}, badge ${badge}${shift === "" ? "" : `, shift ${shift}`}`;

function namedToday(then: string, operator: Operator): (readonly [string, string])[] {
  const today = nameOf(operator);
  return today === then ? [] : [["Called today", today]];
}

function entryText(acts: readonly RecordedAct[], id: string): string {
  const entry = acts.find((one) => one.id === id)?.entry ?? null;
  return entry === null ? "no log entry" : `log entry ${entry}`;
}

function attendanceText({ attended }: OperatorState, acts: readonly RecordedAct[], zone: string): string {
  if (attended === null) return "nobody marked it";
  const amended = attended.amended ? ", amended: see below" : "";
  const marked = `marked ${secondText(attended.at, zone)} by ${attended.by}, ${entryText(acts, attended.act)}`;
  return `${attendedText(attended)}; ${marked}${amended}`;
}

function declinedText({ act, at, by }: RecordedAct, zone: string): string {
  return `${secondText(at, zone)} by ${by}: ${act.do === "declined" ? act.reason : ""}`;
}

type Outcomes = { steps: readonly ModuleStep[]; acts: readonly RecordedAct[]; zone: string };

function outcomesTable({ outcomes }: OperatorState, { steps, acts, zone }: Outcomes): Block {
  if (outcomes.size === 0) return { kind: "text", text: "No step has an outcome." };
  const rows = steps.map(({ id, shows }, index) => {
    const said = outcomes.get(id);
    const what = [String(index + 1), textIn(shows, "en")];
    if (said === undefined) return [...what, "nothing was said", "", "", ""];
    const changed = said.amended ? "amended" : "no";
    return [
      ...what,
      outcomeWords[said.outcome],
      said.by,
      `${secondText(said.at, zone)}, ${entryText(acts, said.act)}`,
      changed,
    ];
  });
  return table(["Step", "What is shown", "Outcome", "Said by", "When", "Changed"], rows);
}

function notesTable({ notes }: OperatorState, zone: string): Block[] {
  if (notes.length === 0) return [];
  const rows = notes.map(({ text, by, at, amended }) => [text, by, secondText(at, zone), amended ? "amended" : "no"]);
  return [table(["Note", "By", "When", "Changed"], rows)];
}

type Amended = { steps: readonly ModuleStep[]; zone: string };

function amendmentsTable(acts: readonly RecordedAct[], operatorId: string, { steps, zone }: Amended): Block[] {
  const rows = amendmentsOf(acts, operatorId).map(({ said, was, is, reason }) => [
    ...[amendableText(was, steps), amendableText(is, steps), said.by, secondText(said.at, zone), reason],
    String(said.entry ?? "none"),
  ]);
  return rows.length === 0 ? [] : [table(["Amended: was", "Is", "By", "When", "Why", "Entry"], rows)];
}
