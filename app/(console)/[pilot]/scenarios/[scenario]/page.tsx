import { notFound } from "next/navigation";
import { ScenarioWorkplace } from "#components/scenario/scenario-workplace.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { ScenarioPath } from "#lib/load/input/scenarios.ts";
import { readScenarioHistory } from "#lib/load/read-scenario-history.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Scenario" };

type Props = { params: Promise<{ pilot: string; scenario: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const path = ScenarioPath.safeParse(await params);
  if (!path.success) notFound();
  const { pilot } = path.data;
  const [found, history] = await Promise.all([readPilot(ctx, pilot), readScenarioHistory(ctx, path.data)]);
  if (!found.ok || !history.ok) notFound();
  const { ok: _ok, ...page } = history;
  const leads = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const mayChange = leads && found.pilot.archivedAt === null;
  return <ScenarioWorkplace key={page.id} {...{ pilot, page, mayChange }} begin="" timeZone={found.pilot.timeZone} />;
}
