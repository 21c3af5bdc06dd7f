import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { LoadFeed } from "#components/load/load-feed.tsx";
import { Rail } from "#components/ui/rail.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readRunCounts } from "#lib/load/read-run-counts.ts";

/** Everything of one pilot: the rail, and one live stream for all that is shown. */
export default async function PilotLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ pilot: string }>;
}) {
  const ctx = await pageCtx();
  const found = await readRunCounts(ctx, await params);
  if (!found.ok) notFound();
  const { ok: _ok, ...pilot } = found;
  return (
    <LoadFeed pilot={pilot.slug}>
      <div className="console">
        <Rail pilot={pilot} person={ctx.actor.name} roles={ctx.actor.roles.join(", ")} />
        <main>{children}</main>
      </div>
    </LoadFeed>
  );
}
