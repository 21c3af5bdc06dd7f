import { facts, orNone, section, table } from "../../../documents/core/document-parts.ts";
import type { Section } from "../../../load/core/report-sections.ts";
import type { CoverageView } from "../coverage-view.ts";
import { languageNames, textIn } from "../language.ts";
import type { Operator } from "../module.ts";
import { operatorStanding, operatorState } from "../session-state.ts";
import { sessionName } from "../shown-of.ts";
import { cellText } from "./coverage-document.ts";
import { operatorSections } from "./operator-part.ts";
import { changesText, checkSection, eventsSection, moduleSection, sentBackSections } from "./record-document.ts";
import type { RecordedEvent, SessionRecord } from "./record-facts.ts";
import { attendedText, secondText, standingWords } from "./say-record.ts";

export type OperatorRecord = {
  operator: Operator;
  removedAt: number | null;
  /** Of each session that the operator was booked in or has an act in, oldest first: the acts about the operator and about the session. */
  sessions: readonly SessionRecord[];
  /** About the operator: added, changed, PINs, locks. */
  events: readonly RecordedEvent[];
  /** As of now; without a row for operators who were removed. */
  coverage: CoverageView;
};

/** The training record of one operator: every module, session, signature and change, and what counts now. */
export function operatorRecordSections(record: OperatorRecord, zone: string): Section[] {
  const { operator, sessions, events } = record;
  const versions = new Map(sessions.map(({ module }) => [module.version.id, module]));
  return [
    operatorSection(record, zone),
    standsNowSection(record, zone),
    sessionsSection(record, zone),
    ...[...versions.values()].map((module) => moduleSection(module, zone)),
    ...sessions.flatMap((one) => operatorSections(one, operator, { zone, heading: sessionHeading(one) })),
    ...sentBackSections(
      sessions.flatMap((one) => one.sentBack),
      [operator],
      zone,
    ),
    eventsSection("The operator in the log: changes, PINs, locks", { events, operators: [operator], zone }),
    checkSection(),
  ];
}

function sessionHeading({ session, module }: SessionRecord): string {
  const { code, version } = module;
  return `${sessionName(session.number)}: ${code} ${textIn(version.name, "en")}, version ${version.number}`;
}

function operatorSection({ operator, removedAt, sessions }: OperatorRecord, zone: string): Section {
  const { name, badge, shift, roles, language, isChampion } = operator;
  return section("Operator", [
    facts([
      ["Name", name],
      ["Badge", badge],
      ["Shift", shift === "" ? "none" : shift],
      ["Roles", roles.join(", ") || "none"],
      ["Language", languageNames[language]],
      ["Champion", isChampion ? "yes" : "no"],
      ...(removedAt === null ? [] : [["Removed", secondText(removedAt, zone)] as const]),
      ["Sessions", String(sessions.length)],
      [
        "Changed afterwards",
        changesText(sessions.flatMap(({ acts }) => acts.filter((one) => one.operatorId === operator.id))),
      ],
    ]),
  ]);
}

function standsNowSection({ operator, coverage }: OperatorRecord, zone: string): Section {
  const row = coverage.rows.find(({ operatorId }) => operatorId === operator.id);
  const rows = coverage.modules.flatMap(({ code, name, version }, at) => {
    const cell = row?.cells[at];
    if (cell === undefined || cell.kind === "not-needed") return [];
    const until = cell.expiresAt === null ? "" : secondText(cell.expiresAt, zone);
    return [[code, name, String(version), cell.kind.replaceAll("-", " "), cellText(cell, zone), until]];
  });
  const heads = ["Module", "Name", "Newest version", "State now", "Why or when", "Counts until"];
  return section("What the operator's roles ask for, now", [orNone(table(heads, rows), "Nothing.")]);
}

function sessionsSection({ operator, sessions }: OperatorRecord, zone: string): Section {
  const rows = sessions.map((one) => {
    const { session, module, acts } = one;
    const state = operatorState(acts, operator.id);
    const { attended, operatorSigned, trainerSigned } = state;
    return [
      ...[
        sessionName(session.number),
        `${module.code} version ${module.version.number}`,
        secondText(session.plannedFrom, zone),
      ],
      ...[session.trainer, attended === null ? "not marked" : attendedText(attended)],
      operatorSigned === null ? "no" : secondText(operatorSigned.at, zone),
      trainerSigned === null ? "no" : `${secondText(trainerSigned.at, zone)} by ${trainerSigned.by}`,
      standingWords[operatorStanding(state, module.version.steps)],
    ];
  });
  const heads = [
    "Session",
    "Module",
    "Planned",
    "Trainer",
    "Attendance",
    "Operator signed",
    "Trainer signed",
    "Stands",
  ];
  return section("Sessions", [orNone(table(heads, rows), "None.")]);
}
