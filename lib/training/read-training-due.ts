import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { TrainingDue } from "./core/coverage-view.ts";
import { coverageOf } from "./coverage-of.ts";

export async function readTrainingDue(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & TrainingDue) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { shifts } = await coverageOf(ctx, found.pilot, "launch");
  const launching = shifts.filter(({ countsForLaunch }) => countsForLaunch);
  const counted = launching.length > 0 ? launching : shifts;
  const [ready, of] = [counted.reduce((sum, one) => sum + one.ready, 0), counted.reduce((sum, one) => sum + one.of, 0)];
  return { ok: true, due: of - ready, of };
}
