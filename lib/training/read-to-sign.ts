import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Language } from "./core/language.ts";
import type { ToSignAsTrainer } from "./core/training-view.ts";
import type { SessionAsked } from "./hold-session.ts";
import { actsOfSession } from "./store-acts.ts";
import { operatorOf } from "./store-operators.ts";
import { bookedIn, findSession } from "./store-sessions.ts";
import { toSignAsTrainer } from "./to-sign.ts";

/** What stands above the trainer's button for each operator who waits for it, in a language, with its hash. */
export async function readToSign(
  ctx: Ctx,
  { pilot: slug, session: number, language }: SessionAsked & { language: Language },
): Promise<({ ok: true } & ToSignAsTrainer) | Refused<"pilot-not-found" | "session-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const taught = await findSession(ctx.db, found.pilot.id, number);
  if (taught === null) return refuse("session-not-found");
  const { id } = taught.session;
  const [booked, acts] = await Promise.all([bookedIn(ctx.db, id), actsOfSession(ctx.db, id)]);
  const operators = booked.map(({ operator }) => operatorOf(operator));
  return { ok: true, operators: toSignAsTrainer({ ...taught, acts }, operators, language) };
}
