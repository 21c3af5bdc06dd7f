import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { shownCoverage } from "./core/coverage.ts";
import type { CoverageView } from "./core/coverage-view.ts";
import { type CoverageMoment, coverageOf } from "./coverage-of.ts";

/** Who is trained in what: every operator and module, with the sums of shifts and roles. */
export async function readCoverage(
  ctx: Ctx,
  { pilot: slug, at }: { pilot: string; at: CoverageMoment },
): Promise<({ ok: true } & CoverageView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  return found.ok ? { ok: true, ...shownCoverage(await coverageOf(ctx, found.pilot, at)) } : found;
}
