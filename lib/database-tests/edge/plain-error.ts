import postgres from "postgres";
import { milliseconds } from "#lib/load/core/say.ts";
import { OverTime, TargetFault, TooMuch } from "./target-fault.ts";

/** What went wrong at a database, in a sentence for people. Never the address: it may hold a password. */

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at its address. Is PostgreSQL running, and is the port right?",
  ENOTFOUND: "there is no such host.",
  EAI_AGAIN: "its host cannot be looked up just now.",
  EHOSTUNREACH: "its host cannot be reached.",
  ENETUNREACH: "its network cannot be reached.",
  CONNECT_TIMEOUT: "no answer within 10 seconds. Is a firewall in between?",
  ETIMEDOUT: "no answer. Is a firewall in between?",
  ECONNRESET: "the connection was cut.",
  CONNECTION_CLOSED: "the connection was cut.",
  CONNECTION_ENDED: "the connection was cut.",
  CONNECTION_DESTROYED: "the connection was cut.",
  "57P01": "it was shut down, or somebody ended the connection.",
  "57P03": "it is starting up or shutting down.",
  "53300": "it takes no more connections.",
  "28P01": "the password is wrong.",
  "28000": "this login may not come in; see pg_hba.conf.",
  "3D000": "there is no database of this name.",
};

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Why it cannot be reached, or is not any more; null for an error that is the statement's own. */
export function whyAway(error: unknown): string | null {
  return reasons[codeOf(error)] ?? null;
}

/** What a statement did wrong, in the server's own words. */
export function whyWrong(error: unknown): string {
  if (error instanceof TooMuch) return "Its answer is larger than 256 MiB, so it was cut off. Add a limit.";
  if (error instanceof OverTime) return `It did not end within ${milliseconds(error.limitMs)} and was cut off.`;
  const own = error instanceof TargetFault ? error.cause : error;
  if (own instanceof postgres.PostgresError) return `PostgreSQL says: ${sentence(own.message)}`;
  return sentence(own instanceof Error ? own.message : String(own));
}

/** Why a test could not go on, where that lies at its database and not at one of its statements. */
export function whyNotCarriedOn(fault: TargetFault): string {
  const away = whyAway(fault);
  if (away !== null) return `The database does not answer: ${away}`;
  if (!(fault instanceof OverTime)) return whyWrong(fault);
  return `Before the first execution the database was asked whether its login and the statements only read, and gave no answer within ${milliseconds(fault.limitMs)}. Is one of its tables locked?`;
}

function sentence(text: string): string {
  const short = text.length <= 400 ? text : `${text.slice(0, 399)}…`;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
