import { notFound, redirect } from "next/navigation";
import { NewSessionPage } from "#components/training/sessions/new-session-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { readModules } from "#lib/training/read-modules.ts";
import { readOperators } from "#lib/training/read-operators.ts";

export const metadata = { title: "New session" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [found, modules, people] = await Promise.all([
    readPilot(ctx, path.pilot),
    readModules(ctx, path),
    readOperators(ctx, path),
  ]);
  if (!found.ok || !modules.ok || !people.ok) notFound();
  const isTrainer = ctx.actor.roles.some((role) => role === "trainer" || role === "lead");
  if (!isTrainer || found.pilot.archivedAt !== null) redirect(`/${path.pilot}/training/sessions`);
  const { ok: _ok, ...first } = people;
  return (
    <NewSessionPage
      pilot={path.pilot}
      timeZone={found.pilot.timeZone}
      nowMs={ctx.now().getTime()}
      modules={modules.modules}
      people={first}
    />
  );
}
