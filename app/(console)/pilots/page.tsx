import { PilotsPage } from "#components/pilots/pilots-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readAllPilots } from "#lib/pilots/read-pilots.ts";

export const metadata = { title: "Pilots" };

export default async function Page() {
  const ctx = await pageCtx();
  return <PilotsPage pilots={await readAllPilots(ctx)} mayCreate={ctx.actor.roles.includes("admin")} />;
}
