import { headSection, type WrittenDocument } from "../../documents/core/made.ts";
import { readMade } from "../../documents/read-made.ts";
import type { Section } from "../../load/core/report-sections.ts";
import { readPilot } from "../../pilots/read-pilot.ts";
import type { PilotRow } from "../../pilots/store.ts";
import { canonicalJson } from "../../platform/core/chain.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { type Refused, refuse } from "../../platform/result.ts";
import { coverageSections } from "../core/record/coverage-document.ts";
import { operatorRecordSections } from "../core/record/operator-record.ts";
import { sessionSections } from "../core/record/record-document.ts";
import { recordText } from "../core/record/record-facts.ts";
import { sheetSections } from "../core/record/sheet-document.ts";
import { sessionName } from "../core/shown-of.ts";
import { readCoverage } from "../read-coverage.ts";
import { findOperatorRow, operatorOf } from "../store-operators.ts";
import { pinVerbs, recordedEvent, recordsOf, sessionRecord, sha256 } from "./read-record.ts";
import { eventsAbout, sessionByNumber, sessionsOfOperator } from "./store-record.ts";

/** Which document of a pilot's training: of a session or its sheet for paper by number, of an operator by id, or of coverage. */
export type AskedDocument =
  | { of: "session" | "sheet"; number: number }
  | { of: "operator"; operator: string }
  | { of: "coverage" };

type Refusals = "pilot-not-found" | "session-not-found" | "operator-not-found";
type Content = { kind: string; title: string; sections: Section[]; recordSha256: string | null };

/** A document of a pilot's training as it stands now, with its record's hash and the log's head that it can be checked against. */
export async function readTrainingDocument(
  ctx: Ctx,
  { pilot: slug, asked }: { pilot: string; asked: AskedDocument },
): Promise<({ ok: true } & WrittenDocument) | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const content = await contentOf(ctx, found.pilot, asked);
  if (content === null) return refuse(asked.of === "operator" ? "operator-not-found" : "session-not-found");
  const { kind, title, recordSha256, sections } = content;
  // Read last: the head covers everything above it.
  const made = { ...(await readMade(ctx, found.pilot)), recordSha256 };
  return { ok: true, kind, slug, title, made, sections: [...sections, headSection(made)] };
}

function contentOf(ctx: Ctx, pilot: PilotRow, asked: AskedDocument): Promise<Content | null> {
  switch (asked.of) {
    case "session":
      return sessionContent(ctx, pilot, asked.number);
    case "sheet":
      return sheetContent(ctx, pilot, asked.number);
    case "operator":
      return operatorContent(ctx, pilot, asked.operator);
    case "coverage":
      return coverageContent(ctx, pilot);
  }
}

async function sessionContent({ db }: Ctx, pilot: PilotRow, number: number): Promise<Content | null> {
  const row = await sessionByNumber(db, pilot.id, number);
  if (row === null) return null;
  const record = await sessionRecord(db, row);
  const name = sessionName(number);
  return {
    kind: `training-${name.toLowerCase()}`,
    title: `Training record ${name}`,
    sections: sessionSections(record, pilot.timeZone),
    recordSha256: sha256(recordText([record])),
  };
}

async function sheetContent({ db }: Ctx, pilot: PilotRow, number: number): Promise<Content | null> {
  const row = await sessionByNumber(db, pilot.id, number);
  if (row === null) return null;
  const name = sessionName(number);
  const sections = sheetSections(await sessionRecord(db, row), pilot.timeZone);
  return { kind: `sheet-${name.toLowerCase()}`, title: `Attendance sheet ${name}`, sections, recordSha256: null };
}

async function operatorContent(ctx: Ctx, pilot: PilotRow, id: string): Promise<Content | null> {
  const { db } = ctx;
  const row = await findOperatorRow(db, pilot.id, id);
  if (row === null) return null;
  const rows = await sessionsOfOperator(db, pilot.id, id);
  const [sessions, about, coverage] = await Promise.all([
    recordsOf(db, { rows, operators: [row], operatorId: id }),
    eventsAbout(db, pilot.id, { kind: "operator", ids: [id], verbs: [...operatorVerbs, ...pinVerbs] }),
    readCoverage(ctx, { pilot: pilot.slug, at: "now" }),
  ]);
  if (!coverage.ok) return null;
  const events = about.map(recordedEvent);
  const record = { operator: operatorOf(row), removedAt: row.removedAt?.getTime() ?? null, sessions, events, coverage };
  return {
    kind: `training-operator-${id}`,
    title: `Training record of ${row.name}, badge ${row.badge}`,
    sections: operatorRecordSections(record, pilot.timeZone),
    recordSha256: sha256(recordText(sessions, events)),
  };
}

const operatorVerbs = ["operator.added", "operator.changed", "operator.removed"];

async function coverageContent(ctx: Ctx, pilot: PilotRow): Promise<Content | null> {
  const coverage = await readCoverage(ctx, { pilot: pilot.slug, at: "now" });
  if (!coverage.ok) return null;
  const { modules, rows } = coverage;
  return {
    kind: "training-coverage",
    title: "Training coverage",
    sections: coverageSections(coverage, pilot.timeZone),
    recordSha256: sha256(canonicalJson({ modules, rows })),
  };
}
