import { notFound } from "next/navigation";
import { ModulesPage } from "#components/training/people/modules-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { readModules } from "#lib/training/read-modules.ts";

export const metadata = { title: "Modules" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [found, modules] = await Promise.all([readPilot(ctx, path.pilot), readModules(ctx, path)]);
  if (!found.ok || !modules.ok) notFound();
  const { ok: _ok, ...first } = modules;
  const { timeZone, archivedAt } = found.pilot;
  const mayChange = archivedAt === null && ctx.actor.roles.some((role) => role !== "viewer");
  return <ModulesPage pilot={path.pilot} {...{ first, timeZone, mayChange }} />;
}
