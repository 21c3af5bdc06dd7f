import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { evidenceFiles } from "#drizzle/schema/checklist.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Amendable } from "../core/acts.ts";
import type { Mark } from "../core/marks.ts";
import type { Operator } from "../core/module.ts";
import { holdSession } from "../hold-session.ts";
import { openSession } from "../open-session.ts";
import { planSession } from "../plan-session.ts";
import { sayActs } from "../say-in-session.ts";
import { hashOfShown, shownIn } from "../to-sign.ts";
import type { Training } from "./a-training.ts";

/** A session run by the verbs, for tests of what is done in it. */

export const times = { plannedFrom: "2026-11-26T08:00:00Z", plannedTo: "2026-11-26T10:00:00Z" };
export type Where = { pilot: string; session: number };

export async function aPlannedSession(
  trainer: Ctx,
  { pilot, moduleId }: Training,
  operators: readonly Operator[] = [],
): Promise<Where> {
  const plan = { pilot, moduleId, place: "Hall 2", ...times, operators: operators.map(({ id }) => id) };
  const planned = await planSession(trainer, plan);
  if (!planned.ok) throw new Error(planned.refusal);
  return { pilot, session: planned.session };
}

export async function anOpenSession(trainer: Ctx, training: Training, operators: readonly Operator[]): Promise<Where> {
  const where = await aPlannedSession(trainer, training, operators);
  const opened = await openSession(trainer, where);
  if (!opened.ok) throw new Error(opened.refusal);
  return where;
}

export const aMark = ({ id: operatorId }: Operator, act: Amendable): Mark => ({ id: uuidv7(), operatorId, act });

/** Present, and every step alone. */
export function everythingAlone({ version }: Training, operator: Operator): Mark[] {
  const steps = version.steps.map(({ id }) => aMark(operator, { do: "outcome", step: id, outcome: "alone" }));
  return [aMark(operator, { do: "attended", is: "present", minutes: null }), ...steps];
}

/** The operator's signature over what is written now; how it gets there is the kiosk's. Answers its id. */
export async function operatorSigns(ctx: Ctx, where: Where, operator: Operator): Promise<string> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, where);
    const shown = held.ok ? shownIn(held, { as: "operator", language: "en", operator }) : null;
    if (!held.ok || shown === null) throw new Error("nothing can be signed");
    const act = {
      do: "signed" as const,
      as: "operator" as const,
      shown,
      sha256: hashOfShown(shown),
      language: "en" as const,
    };
    const by = { id: operator.id, name: operator.name };
    const said = [{ operatorId: operator.id, act: { ...act, kiosk: null, sealedAt: null, paper: null }, by }];
    const [id = ""] = await sayActs(tx, ctx, held, { verb: "training.signed", said });
    return id;
  });
}

/** A stored file. Answers its id. */
export async function aFile(ctx: Ctx, pilotId: string, mediaType = "image/jpeg"): Promise<string> {
  const id = uuidv7();
  const content = randomBytes(40);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const file = { name: "sheet", mediaType, bytes: content.length, sha256, content };
  await ctx.db.insert(evidenceFiles).values({ id, pilotId, ...file, byId: "t", by: "test", at: new Date() });
  return id;
}
