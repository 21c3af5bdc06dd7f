import { notFound } from "next/navigation";
import { DisplaysPage } from "#components/displays/displays-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readDisplays } from "#lib/displays/read-displays.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";

export const metadata = { title: "Displays" };

type Props = { params: Promise<{ pilot: string }> };

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const [found, displays] = await Promise.all([readPilot(ctx, pilot), readDisplays(ctx, { pilot })]);
  if (!found.ok || !displays.ok) notFound();
  const { ok: _ok, ...first } = displays;
  const leads = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const isOpen = found.pilot.archivedAt === null;
  const may = { pair: leads && isOpen, revoke: leads };
  return <DisplaysPage pilot={pilot} timeZone={found.pilot.timeZone} first={first} may={may} />;
}
