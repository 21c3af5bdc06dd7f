import { notFound } from "next/navigation";
import { PlanPage } from "#components/launch/plan-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPlan } from "#lib/launch/read-plan.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Launch plan" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [found, plan] = await Promise.all([readPilot(ctx, path.pilot), readPlan(ctx, path)]);
  if (!found.ok || !plan.ok) notFound();
  const { ok: _ok, ...first } = plan;
  const { timeZone, practice, archivedAt } = found.pilot;
  const mayPlan = archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <PlanPage pilot={path.pilot} {...{ first, timeZone, practice, mayPlan }} />;
}
