import { facts, section } from "../../../documents/core/document-parts.ts";
import { momentWithZone } from "../../../documents/core/made.ts";
import type { Block, Column, Section } from "../../../load/core/report-sections.ts";
import { type Language, languageNames, languages, textIn } from "../language.ts";
import type { Operator } from "../module.ts";
import { paperMeaning } from "../paper-meaning.ts";
import { sessionName } from "../shown-of.ts";
import type { SessionRecord } from "./record-facts.ts";

/** The attendance sheet for a day without tablets: what a session's paper has to carry so that it can be entered afterwards. */

/** Lines for people who come without being booked. */
const emptyLines = 4;
/** More steps than these have no room for a column each. */
const mostColumns = 10;

export function sheetSections({ session, module, operators }: SessionRecord, zone: string): Section[] {
  const { version, code } = module;
  const { plannedFrom, plannedTo, place, trainer } = session;
  const asked = languages.filter((one) => one === "en" || operators.some(({ language }) => language === one));
  return [
    section("Session", [
      facts([
        ["Session", sessionName(session.number)],
        ["Module", `${code} ${textIn(version.name, "en")}, version ${version.number}, ${version.minutes} min`],
        ["Planned", `${momentWithZone(plannedFrom, zone)} to ${momentWithZone(plannedTo, zone)}`],
        ["Place", place],
        ["Trainer", trainer],
      ]),
      handTable(
        ["Really began, day and time", "Really ended", "Place, if another", "Trainer, if another"],
        [["", "", "", ""]],
      ),
    ]),
    ...asked.map((language) => meaningSection(module, language)),
    attendanceSection(operators, version.steps.length),
    trainerSection(asked),
  ];
}

function meaningSection({ version, code }: SessionRecord["module"], language: Language): Section {
  const steps = version.steps.map(({ shows }) => textIn(shows, language));
  return section(`${languageNames[language]}: ${code} ${textIn(version.name, language)}`, [
    { kind: "list", items: steps },
    { kind: "text", text: textIn(version.statement, language) },
    { kind: "text", text: paperMeaning("operator", language) },
  ]);
}

function attendanceSection(operators: readonly Operator[], steps: number): Section {
  const perStep =
    steps <= mostColumns
      ? Array.from({ length: steps }, (_, at) => String(at + 1))
      : ["Steps alone", "Steps with help"];
  const heads = ["Late or left early, min", ...perStep, "Signature of the operator", "Day and time"];
  const empty = heads.map(() => "");
  const rows = [
    ...operators.map(({ badge, name, shift, language }) => [badge, name, shift, languageNames[language], ...empty]),
    ...Array.from({ length: emptyLines }, () => ["", "", "", "", ...empty]),
  ];
  const block = handTable(heads, rows, ["Badge", "Name", "Shift", "Language"]);
  return section(
    "Who was there",
    [block],
    "for each step: A can do alone, H needs help, N not shown; absent: strike the line through",
  );
}

function trainerSection(asked: readonly Language[]): Section {
  const says = asked.map((language): Block => ({ kind: "text", text: paperMeaning("trainer", language) }));
  const heads = ["Trainer, in print", "Signature of the trainer", "Day and time", "Notes"];
  return section("Trainer", [...says, handTable(heads, [["", "", "", ""]])]);
}

/** `printed`: columns before them that are filled in. */
function handTable(
  byHand: readonly string[],
  rows: readonly (readonly string[])[],
  printed: readonly string[] = [],
): Block {
  const columns: Column[] = [
    ...printed.map((name): Column => ({ name, holds: "text" })),
    ...byHand.map((name): Column => ({ name, holds: "hand" })),
  ];
  return { kind: "table", columns, rows: rows.map((row) => [...row]) };
}
