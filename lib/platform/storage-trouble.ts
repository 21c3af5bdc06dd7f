/** Why something cannot be stored just now, as a person may read it in the log and in a run's end. */
export type Trouble = { is: string; was: string };

export const away: Trouble = { is: "the database does not answer", was: "The database was away" };
export const tooSlow: Trouble = { is: "the database is too slow", was: "The database was too slow" };
const diskFull: Trouble = { is: "the database's disk is full", was: "The database's disk was full" };

/** What PostgreSQL said about itself (SQLSTATE classes 08, 57: it is going or coming), or that nobody answered. */
export function troubleOf(error: unknown): Trouble {
  const cause = causeOf(error);
  const code = String(Object(cause).code ?? "");
  if (code === "53100" || code === "ENOSPC") return diskFull;
  if (!/^[0-9A-Z]{5}$/.test(code) || /^(08|57)/.test(code)) return away;
  const said = cause instanceof Error ? cause.message : String(cause);
  return { is: `the database says: ${said}`, was: `The database took nothing (${said})` };
}

/** The database library wraps what PostgreSQL said. */
export function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
