import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ArrivalTrouble, SessionView } from "./core/training-view.ts";
import type { SessionAsked } from "./hold-session.ts";
import { actsByOperator, happenedIn, operatorSeen, sessionLine } from "./session-view.ts";
import { actsOfSession } from "./store-acts.ts";
import { bookedIn, findSession, openKiosksOf, troublesOf } from "./store-sessions.ts";

/** One session: who is in it and where each stands, what happened, what tablets sent back, which tablets are out. */
export async function readTrainingSession(
  ctx: Ctx,
  { pilot: slug, session: number }: SessionAsked,
): Promise<({ ok: true } & SessionView) | Refused<"pilot-not-found" | "session-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const taught = await findSession(ctx.db, found.pilot.id, number);
  if (taught === null) return refuse("session-not-found");
  const { id, version } = taught.session;
  const [booked, acts, troubles, kiosks] = await Promise.all([
    bookedIn(ctx.db, id),
    actsOfSession(ctx.db, id),
    troublesOf(ctx.db, id),
    openKiosksOf(ctx.db, id, ctx.now()),
  ]);
  const moduleVersion = taught.module.version;
  const byOperator = actsByOperator(acts);
  return {
    ok: true,
    ...sessionLine({ taught, acts, operatorIds: booked.map(({ operator }) => operator.id) }),
    ...{ moduleVersion, version, troubles: troubles.map(troubleOf), happened: happenedIn(acts) },
    operators: booked.map((one) => operatorSeen(one, byOperator.get(one.operator.id) ?? [], moduleVersion.steps)),
    kiosks: kiosks.map(({ id: kiosk, openedBy, openedAt, lastSeenAt }) => ({
      ...{ id: kiosk, openedBy, openedAt: openedAt.getTime(), lastSeenAt: lastSeenAt.getTime() },
    })),
  };
}

function troubleOf({ id, operatorId, kind, result, arrivedAt }: Awaited<ReturnType<typeof troublesOf>>[number]) {
  const trouble: ArrivalTrouble = { id, operatorId, kind, result: result ?? "", at: arrivedAt.getTime() };
  return trouble;
}
