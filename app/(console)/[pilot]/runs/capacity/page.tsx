import { notFound } from "next/navigation";
import { CapacityPage } from "#components/load/capacity-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readCapacity } from "#lib/load/read-capacity.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Capacity" };

type Props = { params: Promise<{ pilot: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const [found, capacity] = await Promise.all([readPilot(ctx, pilot), readCapacity(ctx, { pilot })]);
  if (!found.ok || !capacity.ok) notFound();
  const mayWrite =
    found.pilot.archivedAt === null && ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <CapacityPage pilot={pilot} first={{ tables: capacity.tables }} mayWrite={mayWrite} />;
}
