import { createHash } from "node:crypto";
import { changedLines } from "../../log/core/changed-lines.ts";
import { detailOf, didOf } from "../../log/core/say-event.ts";
import type { Database } from "../../platform/database.ts";
import type { SaidTrainingAct } from "../core/acts.ts";
import type {
  PaperFile,
  RecordedAct,
  RecordedEvent,
  RecordedModule,
  SentBack,
  SessionRecord,
} from "../core/record/record-facts.ts";
import { shownText } from "../core/shown.ts";
import { versionOf } from "../store-modules.ts";
import { operatorOf } from "../store-operators.ts";
import {
  type ActRow,
  type ArrivalRow,
  actsOf,
  arrivalsOf,
  type Entry,
  type EventRow,
  entriesOf,
  eventsAbout,
  type OperatorRow,
  operatorsIn,
  papersOf,
  type SessionRow,
} from "./store-record.ts";

/** Everything that stands on record about sessions, as documents are written from it. */

export const pinVerbs = ["operator.pin-set", "operator.pin-cleared", "operator.locked", "operator.unlocked"];
const aboutSession = [
  ...["training-session.planned", "training-session.changed", "training-session.booked", "training-session.unbooked"],
  ...["kiosk.opened", "kiosk.closed", "kiosk.refused"],
];
/** What a tablet brought and became what it was meant to be. */
const took = new Set(["signed", "pin-set", "declined", "trainer-signed"]);

/** A session with everybody in it. */
export async function sessionRecord(db: Database, row: SessionRow): Promise<SessionRecord> {
  const operators = await operatorsIn(db, row.session.id);
  const [record] = await recordsOf(db, { rows: [row], operators, operatorId: null });
  if (record === undefined) throw new Error("A session has one record.");
  return { ...record, events: await sessionEvents(db, row, operators) };
}

type Asked = { rows: readonly SessionRow[]; operators: readonly OperatorRow[]; operatorId: string | null };

/** One record a session, without events: with everybody, or with one operator alone. */
export async function recordsOf(db: Database, { rows, operators, operatorId }: Asked): Promise<SessionRecord[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const { pilotId } = first.session;
  const sessionIds = rows.map(({ session }) => session.id);
  const [acts, arrivals] = await Promise.all([actsOf(db, { sessionIds, operatorId }), arrivalsOf(db, sessionIds)]);
  const [entries, files] = await Promise.all([
    entriesOf(
      db,
      pilotId,
      acts.map(({ id }) => id),
    ),
    papersOf(db, pilotId, paperIds(acts)),
  ]);
  const sentBack = arrivals.filter((one) => operatorId === null || one.operatorId === operatorId);
  return rows.map((row) => assembled(row, { acts, entries, files, operators, sentBack }));
}

type Found = {
  acts: readonly ActRow[];
  entries: ReadonlyMap<string, Entry>;
  files: readonly PaperFile[];
  operators: readonly OperatorRow[];
  sentBack: readonly ArrivalRow[];
};

function assembled(row: SessionRow, found: Found): SessionRecord {
  const { id } = row.session;
  const papers = paperIds(found.acts.filter(({ sessionId }) => sessionId === id));
  const bare = bareRecord(row, found.acts);
  return {
    ...bare,
    acts: bare.acts.map((one) => withEntry(one, found.entries)),
    operators: found.operators.map(operatorOf),
    events: [],
    sentBack: found.sentBack.filter(({ sessionId }) => sessionId === id).flatMap(sentBackOf),
    files: found.files.filter((file) => papers.includes(file.id)),
  };
}

function moduleOf({ version, code }: SessionRow): RecordedModule {
  return { id: version.moduleId, code, version: versionOf(version), by: version.by, at: version.at.getTime() };
}

function paperIds(acts: readonly ActRow[]): string[] {
  return [...new Set(acts.flatMap(({ act }) => (act.do === "signed" && act.paper !== null ? [act.paper.file] : [])))];
}

/** A session and what was said in it, without what only the log knows. `acts`: of any sessions. */
export function bareRecord(
  row: SessionRow,
  acts: readonly ActRow[],
): Pick<SessionRecord, "session" | "module"> & { acts: SaidTrainingAct[] } {
  const { id, number, place, trainer, plannedFrom, plannedTo } = row.session;
  return {
    session: { id, number, place, trainer, plannedFrom: plannedFrom.getTime(), plannedTo: plannedTo.getTime() },
    module: moduleOf(row),
    acts: acts.filter(({ sessionId }) => sessionId === id).map(saidAct),
  };
}

function saidAct({ id, operatorId, act, byId, by, at }: ActRow): SaidTrainingAct {
  return { id, operatorId, act, byId, by, at: at.getTime() };
}

function withEntry(said: SaidTrainingAct, entries: ReadonlyMap<string, Entry>): RecordedAct {
  const { act, id } = said;
  const hashMatches = act.do === "signed" ? sha256(shownText(act.shown)) === act.sha256 : null;
  const known = entries.get(id);
  return { ...said, entry: known?.entry ?? null, enteredBy: known?.by ?? null, hashMatches };
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sentBackOf({ id, operatorId, kind, result, sealedAt, arrivedAt }: ArrivalRow): SentBack[] {
  if (result === null || took.has(result)) return [];
  return [{ id, operatorId, kind, result, sealedAt: sealedAt?.getTime() ?? null, arrivedAt: arrivedAt.getTime() }];
}

/** About the session, and about its operators' PINs while it was open. */
async function sessionEvents(db: Database, { session }: SessionRow, operators: readonly OperatorRow[]) {
  const { pilotId, id, openedAt, closedAt } = session;
  const ids = operators.map((one) => one.id);
  const [own, pins] = await Promise.all([
    eventsAbout(db, pilotId, { kind: "training-session", ids: [id], verbs: aboutSession }),
    eventsAbout(db, pilotId, { kind: "operator", ids, verbs: [...pinVerbs, "kiosk.refused"] }),
  ]);
  const during = pins.filter(({ at }) => openedAt !== null && at >= openedAt && (closedAt === null || at <= closedAt));
  return [...own, ...during].sort((a, b) => a.sequence - b.sequence).map(recordedEvent);
}

export function recordedEvent(row: EventRow): RecordedEvent {
  const { sequence, at, verb, actorName, subjectKind, subjectId, reason } = row;
  const detail = eventDetail(row);
  const operatorId = subjectKind === "operator" ? subjectId : null;
  const did = detail === "" ? didOf(row) : `${didOf(row)}: ${detail}`;
  return { entry: sequence, at: at.getTime(), verb, did, by: actorName, operatorId, reason };
}

/** What a change changed, whom a booking booked, what a tablet brought. */
function eventDetail({ verb, before, after }: EventRow): string {
  const is: Readonly<Record<string, unknown>> = Object(after);
  if (verb === "kiosk.refused") return [is["kind"], is["operator"], is["result"]].filter(Boolean).join(", ");
  if (before !== null && after !== null) {
    const lines = changedLines(before, after).filter(({ changed, path }) => changed && path !== "version");
    return lines
      .map((line) => `${line.path} was ${line.before ?? "nothing"}, is ${line.after ?? "nothing"}`)
      .join("; ");
  }
  const names = is["operators"];
  return Array.isArray(names) ? names.map(String).join(", ") : detailOf({ verb, before, after });
}
