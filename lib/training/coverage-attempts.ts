import { instantOf } from "../pilots/core/site-zone.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SaidTrainingAct } from "./core/acts.ts";
import type { Attempt } from "./core/coverage-cell.ts";
import { operatorStanding, operatorState, type SessionState } from "./core/session-state.ts";
import {
  type AttemptLine,
  actsOfAttempts,
  attemptKey,
  attemptLines,
  type CoveredSession,
  coveredSessions,
} from "./store-coverage.ts";
import type { VersionRow } from "./store-modules.ts";

/** What every operator did in every session of a pilot. */

type Done = Pick<Attempt, "operatorId" | "standing" | "signedAt" | "signatures">;
type Kept = { stamp: string; done: readonly Done[] };

/** By session, of the pilots that were asked for last: a session in which nothing was said since is not read again. */
const kept = new Map<string, ReadonlyMap<string, Kept>>();
const mostPilots = 4;

/** Oldest session first. Answers what stands in `db`, a transaction's own rows included. */
export async function coverageAttempts(
  db: Database | Tx,
  pilot: PilotRow,
  versions: ReadonlyMap<string, VersionRow>,
): Promise<Attempt[]> {
  const sessions = await coveredSessions(db, pilot.id);
  const before = kept.get(pilot.id);
  const changed = sessions.filter(({ id, stamp }) => before?.get(id)?.stamp !== stamp);
  const read = await readDone(db, { sessions: changed, versions, timeZone: pilot.timeZone });
  const now = new Map(
    sessions.map(({ id, stamp }) => [id, { stamp, done: read.get(id) ?? before?.get(id)?.done ?? [] }]),
  );
  keep(pilot.id, now);
  return sessions.flatMap((session) => {
    const version = versions.get(session.versionId);
    if (version === undefined) return [];
    const { moduleId, number } = version;
    const of = { sessionId: session.id, moduleId, version: number, state: stateOf(session) };
    return (now.get(session.id)?.done ?? []).map((one) => ({ ...one, ...of, plannedFrom: session.plannedFrom }));
  });
}

function keep(pilotId: string, sessions: ReadonlyMap<string, Kept>): void {
  kept.delete(pilotId);
  kept.set(pilotId, sessions);
  const [oldest] = kept.keys();
  if (kept.size > mostPilots && oldest !== undefined) kept.delete(oldest);
}

function stateOf({ isClosed, isOpened }: CoveredSession): SessionState {
  if (isClosed) return "closed";
  return isOpened ? "open" : "planned";
}

type Asked = {
  sessions: readonly CoveredSession[];
  versions: ReadonlyMap<string, VersionRow>;
  timeZone: string;
};

async function readDone(db: Database | Tx, { sessions, versions, timeZone }: Asked): Promise<Map<string, Done[]>> {
  if (sessions.length === 0) return new Map();
  const lines = await attemptLines(
    db,
    sessions.map(({ id }) => id),
  );
  const acts = await actsOfAttempts(
    db,
    lines.filter(({ isSettled, hasActs }) => hasActs && !isSettled),
  );
  const versionOf = new Map(sessions.map(({ id, versionId }) => [id, versions.get(versionId)]));
  const done = new Map<string, Done[]>(sessions.map(({ id }) => [id, []]));
  for (const line of lines) {
    const steps = versionOf.get(line.sessionId)?.steps ?? [];
    const one = line.isSettled ? settled(line, timeZone) : looked(line, { acts, steps, timeZone });
    done.get(line.sessionId)?.push(one);
  }
  return done;
}

function settled(line: AttemptLine, timeZone: string): Done {
  const { operatorId, operatorSignature, trainerSignature, signedAt, signedOn } = line;
  return {
    ...{ operatorId, standing: "signed", signedAt: signedMoment(signedAt, signedOn, timeZone) },
    signatures: [operatorSignature ?? "", trainerSignature ?? ""],
  };
}

type Looked = { acts: ReadonlyMap<string, SaidTrainingAct[]>; steps: readonly { id: string }[]; timeZone: string };

function looked(line: AttemptLine, { acts, steps, timeZone }: Looked): Done {
  const { operatorId } = line;
  const state = operatorState(acts.get(attemptKey(line)) ?? [], operatorId);
  const standing = operatorStanding(state, steps);
  const both = [state.operatorSigned, state.trainerSigned].filter((one) => one !== null);
  if (standing !== "signed") return { operatorId, standing, signedAt: null, signatures: [] };
  const signedOn = both.flatMap(({ act }) => (act.paper === null ? [] : [act.paper.signedOn])).at(-1) ?? null;
  const signedAt = signedMoment(Math.max(...both.map(({ at }) => at)), signedOn, timeZone);
  return { operatorId, standing, signedAt, signatures: both.map(({ id }) => id) };
}

/** On paper the day that stands there counts, not the day on which it was entered. */
function signedMoment(signedAt: number | null, signedOn: string | null, timeZone: string): number | null {
  if (signedOn === null) return signedAt;
  const noon = instantOf(`${signedOn}T12:00`, timeZone);
  return noon.kind === "no-time" ? signedAt : noon.ms;
}
