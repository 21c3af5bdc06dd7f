import { eq, sql } from "drizzle-orm";
import { chainHeads } from "#drizzle/schema/platform.ts";
import type { Database, Tx } from "../platform/database.ts";
import type { SaidTrainingAct, TrainingAct } from "./core/acts.ts";

/** What coverage is computed from, in a handful of questions whatever the number of operators and sessions. Times are ms since 1970. */

type Db = Database | Tx;

/** Another hash, another state of everything that events tell of; null before the first event. */
export async function headHash(db: Db, pilotId: string): Promise<string | null> {
  const [row] = await db.select({ hash: chainHeads.hash }).from(chainHeads).where(eq(chainHeads.chain, pilotId));
  return row === undefined ? null : Buffer.from(row.hash).toString("hex");
}

/** `stamp`: as long as it stays, nobody was booked or taken off and nothing was said in the session: acts are only added, and their numbers
 *  never come twice. */
export type CoveredSession = {
  id: string;
  versionId: string;
  plannedFrom: number;
  isOpened: boolean;
  isClosed: boolean;
  stamp: string;
};

/** Oldest first, without those that were called off. */
export async function coveredSessions(db: Db, pilotId: string): Promise<CoveredSession[]> {
  const rows = await db.execute<CoveredSession>(sql`
    select s.id, s.module_version_id as "versionId",
      (extract(epoch from s.planned_from) * 1000)::float8 as "plannedFrom",
      s.opened_at is not null as "isOpened", s.closed_at is not null as "isClosed",
      concat(b.booked, ' ', a.said) as stamp
    from training_sessions s
    left join lateral (
      select concat(count(*), ' ', sum(hashtext(operator_id::text))) as booked
      from session_operators where session_id = s.id
    ) b on true
    left join lateral (
      select concat(count(*), ' ', max(n)) as said from training_acts where session_id = s.id
    ) a on true
    where s.pilot_id = ${pilotId} and s.called_off_at is null
    order by s.planned_from, s.number`);
  return [...rows];
}

/** What one operator did in one session. `isSettled`: both hands signed, once each, and nothing was said about the operator since: there is no
 *  need to look at the acts one by one. `signedOn`: of a paper, a day of the site's calendar. */
export type AttemptLine = {
  sessionId: string;
  operatorId: string;
  isSettled: boolean;
  hasActs: boolean;
  signedAt: number | null;
  signedOn: string | null;
  operatorSignature: string | null;
  trainerSignature: string | null;
};

/** Of everybody who is booked in one of the sessions, or of whom something was said there. */
export async function attemptLines(db: Db, sessionIds: readonly string[]): Promise<AttemptLine[]> {
  const ids = uuidArray(sessionIds);
  const rows = await db.execute<AttemptLine>(sql`
    with said as (
      select session_id, operator_id, n, id, at, act ->> 'do' as what, act ->> 'as' as hand,
        case when act ->> 'do' = 'signed' then act -> 'paper' ->> 'signedOn' end as signed_on
      from training_acts where session_id = any(${ids}::uuid[]) and operator_id is not null
      offset 0
    ), summed as (
      select session_id, operator_id,
        count(*) filter (where what = 'signed' and hand = 'operator') = 1
          and count(*) filter (where what = 'signed' and hand = 'trainer') = 1
          and count(*) filter (where what in ('withdrawn', 'amended')) = 0
          and max(n) filter (where what in ('attended', 'outcome')) < min(n) filter (where what = 'signed') as settled,
        max(at) filter (where what = 'signed') as signed_at,
        max(signed_on) as signed_on,
        min(id::text) filter (where what = 'signed' and hand = 'operator') as operator_signature,
        min(id::text) filter (where what = 'signed' and hand = 'trainer') as trainer_signature
      from said group by 1, 2
    ), booked as (
      select session_id, operator_id from session_operators where session_id = any(${ids}::uuid[])
    )
    select session_id as "sessionId", operator_id as "operatorId",
      coalesce(settled, false) as "isSettled", settled is not null as "hasActs",
      (extract(epoch from signed_at) * 1000)::float8 as "signedAt", signed_on as "signedOn",
      operator_signature as "operatorSignature", trainer_signature as "trainerSignature"
    from booked full join summed using (session_id, operator_id)`);
  return [...rows];
}

type Of = { sessionId: string; operatorId: string };

/** By `attemptKey`, in the order in which they were said. */
export async function actsOfAttempts(db: Db, attempts: readonly Of[]): Promise<Map<string, SaidTrainingAct[]>> {
  const found = new Map<string, SaidTrainingAct[]>();
  if (attempts.length === 0) return found;
  const [sessions, operators] = [attempts.map((one) => one.sessionId), attempts.map((one) => one.operatorId)];
  const rows = await db.execute<SaidTrainingAct & Of & { act: TrainingAct }>(sql`
    select a.session_id as "sessionId", a.operator_id as "operatorId", a.id, a.act, a.by_id as "byId", a.by,
      (extract(epoch from a.at) * 1000)::float8 as at
    from unnest(${uuidArray(sessions)}::uuid[], ${uuidArray(operators)}::uuid[]) as asked (session_id, operator_id)
    join training_acts a on a.session_id = asked.session_id and a.operator_id = asked.operator_id
    order by a.n`);
  for (const row of rows) {
    const key = attemptKey(row);
    const list = found.get(key);
    if (list) list.push(row);
    else found.set(key, [row]);
  }
  return found;
}

export const attemptKey = ({ sessionId, operatorId }: Of) => `${sessionId} ${operatorId}`;

/** As one value: thousands of parameters are slower to bind than to read. */
const uuidArray = (ids: readonly string[]) => `{${ids.join(",")}}`;
