import { notFound } from "next/navigation";
import { OperatorPage } from "#components/training/people/operator-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import type { Role } from "#lib/platform/ctx.ts";
import { OperatorPath } from "#lib/training/input/people.ts";
import { readOperator } from "#lib/training/read-operator.ts";

export const metadata = { title: "Operator" };

export default async function Page({ params }: { params: Promise<{ pilot: string; operator: string }> }) {
  const ctx = await pageCtx();
  const path = OperatorPath.safeParse(await params);
  if (!path.success) notFound();
  const { pilot, operator: operatorId } = path.data;
  const [found, operator] = await Promise.all([readPilot(ctx, pilot), readOperator(ctx, { pilot, operatorId })]);
  if (!found.ok || !operator.ok) notFound();
  const { ok: _ok, ...first } = operator;
  const { timeZone, archivedAt } = found.pilot;
  const mayAs = (...roles: Role[]) => archivedAt === null && ctx.actor.roles.some((role) => roles.includes(role));
  const may = { change: mayAs("trainer", "lead", "admin"), reset: mayAs("trainer", "lead") };
  return <OperatorPage {...{ pilot, operatorId, first, timeZone, may }} />;
}
