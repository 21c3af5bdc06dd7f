import { notFound } from "next/navigation";
import { RunsPage } from "#components/load/runs-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readRuns } from "#lib/load/read-runs.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Load runs" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const [found, list] = await Promise.all([readPilot(ctx, pilot), readRuns(ctx, { pilot, live: webLiveRuns() })]);
  if (!found.ok || !list.ok) notFound();
  const { ok: _ok, ...first } = list;
  const mayStart = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <RunsPage pilot={pilot} first={first} timeZone={found.pilot.timeZone} mayStart={mayStart} />;
}
