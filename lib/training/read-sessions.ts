import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { SessionLine } from "./core/training-view.ts";
import type { SessionsQuery } from "./input/sessions.ts";
import { sessionLine } from "./session-view.ts";
import { actsOfSessions } from "./store-acts.ts";
import { bookedBySession, listSessions } from "./store-sessions.ts";

/** Of one page. */
const most = 30;

/** Sessions of a pilot, the newest number first. `older`: what to ask with `before` for the next page; null: this is the last. */
export async function readSessions(
  ctx: Ctx,
  { pilot: slug, ...asked }: SessionsQuery & { pilot: string },
): Promise<{ ok: true; sessions: SessionLine[]; older: number | null } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listSessions(ctx.db, found.pilot.id, { ...asked, most: most + 1 });
  const page = rows.slice(0, most);
  const ids = page.map(({ session }) => session.id);
  const [acts, booked] = await Promise.all([actsOfSessions(ctx.db, ids), bookedBySession(ctx.db, ids)]);
  const sessions = page.map((taught) => {
    const { id } = taught.session;
    return sessionLine({ taught, acts: acts.get(id) ?? [], operatorIds: booked.get(id) ?? [] });
  });
  return { ok: true, sessions, older: rows.length > most ? (sessions.at(-1)?.number ?? null) : null };
}
