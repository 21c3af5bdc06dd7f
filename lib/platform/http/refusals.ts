import { accessRefusals } from "#lib/access/refusals.ts";
import { checklistRefusals } from "#lib/checklist/refusals.ts";
import { databaseTestRefusals } from "#lib/database-tests/refusals.ts";
import { displayRefusals } from "#lib/displays/refusals.ts";
import { launchRefusals } from "#lib/launch/refusals.ts";
import { loadRefusals } from "#lib/load/refusals.ts";
import { logRefusals } from "#lib/log/refusals.ts";
import { pilotRefusals } from "#lib/pilots/refusals.ts";
import { practiceRefusals } from "#lib/practice/refusals.ts";
import { rolloutRefusals } from "#lib/rollout/refusals.ts";
import { shadowRefusals } from "#lib/shadow/refusals.ts";
import { trainingRefusals } from "#lib/training/refusals.ts";
import type { RefusalLine, RefusalTable } from "../core/refusal-table.ts";

/** The one table of refusals. A module keeps its lines in `lib/<module>/refusals.ts` and is listed here. */

const doorRefusals = {
  "not-found": { status: 404, sentence: "There is nothing at this address." },
  "other-origin": {
    status: 403,
    sentence: "This request came from another site. Open Gantry at its own address and try again.",
  },
  "role-needed": { status: 403, sentence: "Only {roles} may do this. Ask an admin for the role." },
  "body-too-large": { status: 413, sentence: "What was sent is larger than the {limit} that fit here." },
  "body-not-json": { status: 415, sentence: "Send JSON, with the header content-type: application/json." },
  "body-not-form": {
    status: 415,
    sentence: "Send a form, with the header content-type: application/x-www-form-urlencoded.",
  },
  "json-broken": { status: 400, sentence: "What was sent is not JSON: {mistake}." },
  "body-broken-off": { status: 400, sentence: "The request broke off before its end." },
  "input-invalid": { status: 422, sentence: "Some of what was sent does not fit: {mistakes}." },
} satisfies RefusalTable;

const tables: readonly RefusalTable[] = [
  doorRefusals,
  accessRefusals,
  pilotRefusals,
  databaseTestRefusals,
  displayRefusals,
  launchRefusals,
  loadRefusals,
  logRefusals,
  practiceRefusals,
  rolloutRefusals,
  shadowRefusals,
  checklistRefusals,
  trainingRefusals,
];

/** The line of a refusal, or null when no table has it (a fault of ours). */
export function refusalLine(kind: string): RefusalLine | null {
  for (const table of tables) {
    const line = Object.hasOwn(table, kind) ? table[kind] : undefined;
    if (line) return line;
  }
  return null;
}
