import { readOnly } from "../../checklist/edge/postgres-probe.ts";
import { type ProbeReach, whyOf } from "../../checklist/edge/probe-reach.ts";

/** What was written to the new system, as it says itself. */
export type Written = { key: string; what: string; writtenAt: Date };

const mostRows = 100_000;

/** Asks the named statement, which may only read, for what was written since a moment (its $1). It answers the columns `key`, `written_at` and
 *  `what`. Refuses in a sentence what does not fit; more than 100,000 rows are not read. */
export async function askWritten(
  { resource, sql, since }: { resource: string; sql: string; since: Date },
  reach: ProbeReach,
): Promise<{ ok: true; written: Written[]; isWhole: boolean } | { ok: false; says: string }> {
  try {
    const question = { text: sql, values: sql.includes("$1") ? [since.toISOString()] : [], most: mostRows + 1 };
    const rows = await readOnly(resource, reach, (run) => run(question));
    const written = rows.slice(0, mostRows).map(writtenOf);
    if (written.includes(null))
      return { ok: false, says: "The statement has to give the columns key, written_at and what." };
    return { ok: true, written: written as Written[], isWhole: rows.length <= mostRows };
  } catch (error) {
    return { ok: false, says: `The database of the new system could not be asked: ${whyOf(error)}.` };
  }
}

function writtenOf(row: Readonly<Record<string, unknown>>): Written | null {
  const { key, written_at: at, what } = row;
  const writtenAt = at instanceof Date ? at : new Date(String(at));
  if (key === undefined || key === null || Number.isNaN(writtenAt.getTime())) return null;
  return { key: String(key).slice(0, 200), what: textOf(what).slice(0, 1_000), writtenAt };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
