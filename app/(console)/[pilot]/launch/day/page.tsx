import { notFound } from "next/navigation";
import { DayPage } from "#components/launch/day-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPlan } from "#lib/launch/read-plan.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";

export const metadata = { title: "Launch day" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [facts, plan] = await Promise.all([readFacts(ctx, path), readPlan(ctx, path)]);
  if (!facts.ok || !plan.ok) notFound();
  const { ok: _ok, ...first } = plan;
  const isLead = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return (
    <DayPage pilot={path.pilot} first={first} facts={facts.pilot} mayAct={isLead && facts.pilot.archivedAt === null} />
  );
}
