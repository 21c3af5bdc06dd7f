import { notFound } from "next/navigation";
import { RunPage } from "#components/load/run-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { RunPath } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readRun } from "#lib/load/read-run.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

type Props = { params: Promise<{ pilot: string; number: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: `Run ${(await params).number}` };
}

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const path = RunPath.safeParse(await params);
  if (!path.success) notFound();
  const [found, pilot] = await Promise.all([
    readRun(ctx, { ...path.data, live: webLiveRuns() }),
    readPilot(ctx, path.data.pilot),
  ]);
  if (!found.ok || !pilot.ok) notFound();
  const mayAct = pilot.pilot.archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <RunPage pilot={path.data.pilot} run={found.run} timeZone={pilot.pilot.timeZone} mayAct={mayAct} />;
}
