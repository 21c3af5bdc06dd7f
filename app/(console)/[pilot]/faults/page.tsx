import { notFound } from "next/navigation";
import { FaultsPage } from "#components/practice/faults-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { readFaults } from "#lib/practice/read-faults.ts";

export const metadata = { title: "Practice faults" };

/** In the practice pilot only, and only where its plant was started too. */
export default async function Page({ params }: { params: Promise<{ pilot: string }> }) {
  const ctx = await pageCtx();
  const path = await params;
  const [facts, faults] = await Promise.all([readFacts(ctx, path), readFaults(ctx, path)]);
  if (!facts.ok || !faults.ok) notFound();
  const { ok: _ok, ...first } = faults;
  const { slug, timeZone } = facts.pilot;
  const maySwitch = ctx.actor.roles.some((role) => role === "lead" || role === "admin");
  return <FaultsPage pilot={slug} first={first} timeZone={timeZone} maySwitch={maySwitch} />;
}
