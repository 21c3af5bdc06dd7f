import { notFound } from "next/navigation";
import { ScenariosPage } from "#components/scenario/scenarios-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readScenarioList } from "#lib/load/read-scenario-list.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Scenarios" };

type Props = { params: Promise<{ pilot: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const [found, list] = await Promise.all([readPilot(ctx, pilot), readScenarioList(ctx, { pilot })]);
  if (!found.ok || !list.ok) notFound();
  const leads = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const mayChange = leads && found.pilot.archivedAt === null;
  return <ScenariosPage pilot={pilot} first={list.scenarios} timeZone={found.pilot.timeZone} mayChange={mayChange} />;
}
