import { notFound } from "next/navigation";
import { OperatorsPage } from "#components/training/people/operators-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { readOperators } from "#lib/training/read-operators.ts";

export const metadata = { title: "Operators" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [found, operators] = await Promise.all([readPilot(ctx, path.pilot), readOperators(ctx, path)]);
  if (!found.ok || !operators.ok) notFound();
  const { ok: _ok, ...first } = operators;
  const mayChange = found.pilot.archivedAt === null && ctx.actor.roles.some((role) => role !== "viewer");
  return <OperatorsPage pilot={path.pilot} {...{ first, mayChange }} />;
}
