import type { ReactNode } from "react";
import { PilotsFrame } from "#components/pilots/pilots-frame.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";

/** What belongs to no single pilot. */
export default async function PilotsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageCtx();
  return (
    <PilotsFrame person={actor.name} roles={actor.roles.join(", ")}>
      {children}
    </PilotsFrame>
  );
}
