import { notFound } from "next/navigation";
import { RolloutPage } from "#components/rollout/rollout-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readProbeResources } from "#lib/checklist/read-probe-resources.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { readSystems } from "#lib/pilots/read-systems.ts";
import { readRollout } from "#lib/rollout/read-rollout.ts";
import { readMirrors } from "#lib/shadow/read-mirrors.ts";

export const metadata = { title: "Rollout" };

export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [facts, rollout, systems, mirrors] = await Promise.all([
    readFacts(ctx, path),
    readRollout(ctx, path),
    readSystems(ctx, path),
    readMirrors(ctx, path),
  ]);
  if (!facts.ok || !rollout.ok || !systems.ok || !mirrors.ok) notFound();
  const { ok: _ok, ...first } = rollout;
  const isLead = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  const choices = {
    systems: systems.systems.map(({ id, name }) => ({ id, name })),
    databases: readProbeResources().resources.databases,
    mirrors: mirrors.mirrors.flatMap(({ name, state }) => (state?.figures.served ? [name] : [])),
  };
  return (
    <RolloutPage
      place={{ pilot: path.pilot, timeZone: facts.pilot.timeZone, mayAct: isLead && facts.pilot.archivedAt === null }}
      first={first}
      choices={choices}
    />
  );
}
