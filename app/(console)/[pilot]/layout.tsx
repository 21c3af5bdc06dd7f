import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { LoadFeed } from "#components/load/load-feed.tsx";
import { ArchivedNote } from "#components/pilots/archived-note.tsx";
import { Rail } from "#components/ui/rail.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { readRunCounts } from "#lib/load/read-run-counts.ts";
import { readFacts } from "#lib/pilots/read-facts.ts";
import { sandboxIsOn } from "#lib/practice/edge/sandbox.ts";

/** Everything of one pilot: the rail, and one live stream for all that is shown. */
export default async function PilotLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ pilot: string }>;
}) {
  const ctx = await pageCtx();
  const path = await params;
  const [found, facts] = await Promise.all([readRunCounts(ctx, path), readFacts(ctx, path)]);
  if (!found.ok || !facts.ok) notFound();
  const { ok: _ok, ...pilot } = found;
  const { name, roles } = ctx.actor;
  return (
    <LoadFeed pilot={pilot.slug}>
      <div className="console">
        <Rail
          pilot={pilot}
          facts={facts.pilot}
          person={name}
          roles={roles.join(", ")}
          mayCreate={roles.includes("admin")}
          hasPlant={pilot.practice && sandboxIsOn()}
        />
        <main>
          <ArchivedNote first={facts.pilot} />
          {children}
        </main>
      </div>
    </LoadFeed>
  );
}
