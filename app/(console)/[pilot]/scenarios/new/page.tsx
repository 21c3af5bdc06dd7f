import { notFound, redirect } from "next/navigation";
import { NewScenario } from "#components/scenario/new-scenario.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "New scenario" };

type Props = { params: Promise<{ pilot: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const found = await readPilot(ctx, pilot);
  if (!found.ok) notFound();
  const leads = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  if (!leads || found.pilot.archivedAt !== null) redirect(`/${pilot}/scenarios`);
  return <NewScenario pilot={pilot} timeZone={found.pilot.timeZone} />;
}
