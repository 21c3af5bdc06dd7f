import { notFound } from "next/navigation";
import { SessionPage } from "#components/training/sessions/session-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { sessionName } from "#lib/training/core/shown-of.ts";
import { SessionPath } from "#lib/training/input/sessions.ts";
import { readTrainingSession } from "#lib/training/read-session.ts";

type Props = { params: Promise<{ pilot: string; session: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: sessionName(Number((await params).session)) };
}

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const path = SessionPath.safeParse(await params);
  if (!path.success) notFound();
  const { pilot, session } = path.data;
  const [found, view] = await Promise.all([readPilot(ctx, pilot), readTrainingSession(ctx, path.data)]);
  if (!found.ok || !view.ok) notFound();
  const { ok: _ok, ...first } = view;
  const { id, name, roles } = ctx.actor;
  const place = {
    ...{ pilot, number: session, timeZone: found.pilot.timeZone, me: { id, name } },
    mayAct: found.pilot.archivedAt === null && roles.some((role) => role === "trainer" || role === "lead"),
  };
  return <SessionPage place={place} first={first} />;
}
