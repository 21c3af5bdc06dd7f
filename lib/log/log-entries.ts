import type { Database } from "../platform/database.ts";
import type { LogEntry } from "./core/log-view.ts";
import { detailOf, didOf } from "./core/say-event.ts";
import { aboutOf } from "./core/subject.ts";
import type { EventRow } from "./store.ts";
import { subjectNames } from "./store-subjects.ts";

/** Rows of the log as people read them, in their order. */
export async function logEntries(db: Database, pilot: string, rows: readonly EventRow[]): Promise<LogEntry[]> {
  const subjectOf = (row: EventRow) => ({ kind: row.subjectKind, id: row.subjectId });
  const nameOf = await subjectNames(db, rows.map(subjectOf));
  return rows.map((row) => ({
    ...{ sequence: row.sequence, at: row.at.toISOString(), who: whoOf(row), isPerson: row.actorKind === "person" },
    ...{ verb: row.verb, did: didOf(row), detail: detailOf(row), reason: row.reason, hash: hex(row.hash) },
    about: aboutOf(pilot, subjectOf(row), nameOf(subjectOf(row))),
  }));
}

/** A part of Gantry says that it is one: `keeper` could be a person's name. */
function whoOf({ actorKind, actorName }: Pick<EventRow, "actorKind" | "actorName">): string {
  if (actorKind === "person" || actorName === "Gantry") return actorName;
  return `Gantry, ${actorName}`;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
