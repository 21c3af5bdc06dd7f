import type { SaidTrainingAct } from "../acts.ts";
import type { Operator } from "../module.ts";
import { type OperatorState, operatorStanding, operatorState, type Signature, sessionState } from "../session-state.ts";
import { sessionName } from "../shown-of.ts";
import type { SessionRecord } from "./record-facts.ts";
import { outcomeWords, standingWords, stateWords } from "./say-record.ts";

/** One operator in one session as a row of a file: what was taught, who was there, how it went, who signed what. Times are UTC. */

export type CsvValue = string | number | boolean | null;
type LineInput = Pick<SessionRecord, "session" | "module"> & { acts: readonly SaidTrainingAct[]; operator: Operator };

const sessionColumns = [
  "session",
  "module",
  "module_name",
  "version",
  "place",
  "trainer",
  "planned_from",
  "planned_to",
  "session_state",
];
const operatorColumns = ["badge", "name", "shift", "roles", "attendance", "minutes", "outcomes", "notes", "stands"];
const signatureColumns = (as: string) =>
  [
    "signed_by",
    "signed_badge",
    "signed_at",
    "signed_offline_at",
    "signed_on_paper_on",
    "language",
    "meaning",
    "sha256",
  ].map((name) => `${as}_${name}`);

export const recordColumns: readonly string[] = [
  ...sessionColumns,
  ...operatorColumns,
  ...signatureColumns("operator"),
  ...signatureColumns("trainer"),
  ...["amendments", "signatures_taken_back"],
];

export function recordLine({ session, module, acts, operator }: LineInput): CsvValue[] {
  const about = acts.filter(({ operatorId }) => operatorId === operator.id);
  const state = operatorState(about, operator.id);
  const { version, code } = module;
  const names = version.name;
  return [
    ...[sessionName(session.number), code, names.en ?? names.de ?? "", version.number, session.place, session.trainer],
    ...[utc(session.plannedFrom), utc(session.plannedTo), stateWords[sessionState(acts)]],
    ...operatorValues(operator, state, version.steps),
    ...signatureValues(state.operatorSigned),
    ...signatureValues(state.trainerSigned),
    ...[state.amendments.length, state.withdrawn.length],
  ];
}

const utc = (ms: number) => new Date(ms).toISOString();

function operatorValues(operator: Operator, state: OperatorState, steps: readonly { id: string }[]): CsvValue[] {
  const { badge, name, shift, roles } = operator;
  const { attended, outcomes, notes } = state;
  const said = steps.map(({ id }, at) => {
    const outcome = outcomes.get(id)?.outcome;
    return `${at + 1}: ${outcome === undefined ? "nothing was said" : outcomeWords[outcome]}`;
  });
  return [
    ...[badge, name, shift, roles.join("; "), attended?.is ?? "", attended?.minutes ?? null, said.join("; ")],
    ...[notes.map(({ text }) => text).join("; "), standingWords[operatorStanding(state, steps)]],
  ];
}

/** As it was signed, never as people are called today. */
function signatureValues(signature: Signature | null): CsvValue[] {
  if (signature === null) return Array.from({ length: 8 }, () => null);
  const { act, by, at } = signature;
  const { operator, meaning } = act.shown;
  const isOperator = act.as === "operator";
  return [
    ...[isOperator ? operator.name : by, isOperator ? operator.badge : null, utc(at)],
    ...[act.sealedAt === null ? null : utc(act.sealedAt), act.paper?.signedOn ?? null],
    ...[act.language, meaning, act.sha256],
  ];
}
