import { notFound } from "next/navigation";
import { ObjectivesPage } from "#components/objectives/objectives-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readObjectiveSets } from "#lib/load/read-objective-sets.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Sets of limits" };

type Props = { params: Promise<{ pilot: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const [found, sets] = await Promise.all([readPilot(ctx, pilot), readObjectiveSets(ctx, { pilot })]);
  if (!found.ok || !sets.ok) notFound();
  const leads = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const maySave = leads && found.pilot.archivedAt === null;
  return <ObjectivesPage {...{ pilot, maySave }} first={sets.sets} timeZone={found.pilot.timeZone} />;
}
