import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { hasOtherStep, isSameMark, type Mark, signedAmong } from "./core/marks.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { MarkSession } from "./input/sessions.ts";
import { sayActs } from "./say-in-session.ts";
import { actsAmong } from "./store-acts.ts";
import { type Booked, bookedIn } from "./store-sessions.ts";

type MarkRefusals = "session-not-open" | "operator-not-booked" | "session-step-unknown" | "marks-signed";
type Refusals = HoldRefusals | "mark-id-used" | MarkRefusals;

/** Attendance, outcomes and notes, all of them or none. Two trainers at once: what each says is kept, and the later one stands. What was
 *  taken before gets the same answer again, whatever has happened since. Answers the marks' ids. */
export async function markSession(
  ctx: Ctx,
  { marks, ...asked }: MarkSession & SessionAsked,
): Promise<{ ok: true; marks: string[] } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const fresh = await freshAmong(tx, held, marks);
    if (!fresh.ok) return fresh;
    const done = { ok: true as const, marks: marks.map(({ id }) => id) };
    if (fresh.marks.length === 0) return done;
    const booked = await bookedIn(tx, held.session.id);
    const refused = onlyIn(held, ["open"], "session-not-open") ?? refusedMarks(held, booked, fresh.marks);
    if (refused !== null) return refused;
    const names = namesOf(
      booked,
      fresh.marks.map(({ operatorId }) => operatorId),
    );
    await sayActs(tx, ctx, held, { verb: "training.marked", said: fresh.marks, after: { operators: names } });
    return done;
  });
}

/** Those that were not sent before. */
async function freshAmong(
  tx: Tx,
  { session }: HeldSession,
  marks: readonly Mark[],
): Promise<{ ok: true; marks: readonly Mark[] } | Refused<"mark-id-used">> {
  const rows = await actsAmong(
    tx,
    marks.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const isOther = (mark: Mark) => {
    const row = byId.get(mark.id);
    return row !== undefined && !isSameMark(mark, row, session.id);
  };
  return marks.some(isOther) ? refuse("mark-id-used") : { ok: true, marks: marks.filter(({ id }) => !byId.has(id)) };
}

function refusedMarks(
  { module, acts, name }: HeldSession,
  booked: readonly Booked[],
  marks: readonly Mark[],
): Refused<MarkRefusals> | null {
  const isBooked = (id: string) => booked.some(({ operator }) => operator.id === id);
  if (!marks.every(({ operatorId }) => isBooked(operatorId)))
    return refuse("operator-not-booked", { says: { session: name } });
  const { steps, number } = module.version;
  const said = marks.map(({ act }) => act);
  if (hasOtherStep(said, steps)) return refuse("session-step-unknown", { says: { number: String(number) } });
  const signed = signedAmong(marks, acts);
  return signed.length === 0 ? null : refuse("marks-signed", { says: { names: namesOf(booked, signed).join(", ") } });
}

function namesOf(booked: readonly Booked[], ids: readonly string[]): string[] {
  return booked.filter(({ operator }) => ids.includes(operator.id)).map(({ operator }) => operator.name);
}
