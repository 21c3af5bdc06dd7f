import { notFound } from "next/navigation";
import { RunsPage } from "#components/load/runs-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { RunsQuery } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readRuns } from "#lib/load/read-runs.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Load runs" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const query = RunsQuery.safeParse(await searchParams);
  if (!query.success) notFound();
  const asked = query.data;
  const [found, list] = await Promise.all([
    readPilot(ctx, pilot),
    readRuns(ctx, { pilot, live: webLiveRuns(), asked }),
  ]);
  if (!found.ok || (!list.ok && list.refusal === "pilot-not-found")) notFound();
  const mayStart =
    found.pilot.archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const props = { pilot, asked, timeZone: found.pilot.timeZone, mayStart };
  if (!list.ok) return <RunsPage {...props} first={null} mistake={list.details?.says?.["sentence"] ?? ""} />;
  const { ok: _ok, ...first } = list;
  return <RunsPage {...props} first={first} mistake={null} />;
}
