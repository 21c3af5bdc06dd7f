import { notFound } from "next/navigation";
import { askedOf } from "#components/training/sessions/sessions-address.ts";
import { SessionsPage } from "#components/training/sessions/sessions-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readPilot } from "#lib/pilots/read-pilot.ts";
import { textIn } from "#lib/training/core/language.ts";
import { SessionsQuery } from "#lib/training/input/sessions.ts";
import { readModules } from "#lib/training/read-modules.ts";
import { readSessions } from "#lib/training/read-sessions.ts";

export const metadata = { title: "Training sessions" };

type Props = {
  params: Promise<{ pilot: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const ctx = await pageCtx();
  const { pilot } = await params;
  const asked = askedOf(new URLSearchParams(onlyTexts(await searchParams)));
  const [found, page, modules] = await Promise.all([
    readPilot(ctx, pilot),
    readSessions(ctx, { pilot, ...SessionsQuery.parse(asked) }),
    readModules(ctx, { pilot }),
  ]);
  if (!found.ok || !page.ok || !modules.ok) notFound();
  const { ok: _ok, ...first } = page;
  return (
    <SessionsPage
      pilot={pilot}
      me={ctx.actor.id}
      first={{ asked, page: first }}
      modules={modules.modules.map(({ id, code, version }) => ({ id, name: `${code} ${textIn(version.name, "en")}` }))}
      timeZone={found.pilot.timeZone}
      nowMs={ctx.now().getTime()}
      mayPlan={found.pilot.archivedAt === null && ctx.actor.roles.some((role) => role === "trainer" || role === "lead")}
    />
  );
}

function onlyTexts(params: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
}
