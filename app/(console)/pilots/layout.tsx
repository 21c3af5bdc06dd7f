import type { ReactNode } from "react";
import { OuterFrame } from "#components/ui/outer-frame.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";

/** What belongs to no single pilot. */
export default async function PilotsLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageCtx();
  return (
    <OuterFrame
      person={actor.name}
      roles={actor.roles.join(", ")}
      place={{ href: "/pilots", text: "Pilots", isHere: true }}
    >
      {children}
    </OuterFrame>
  );
}
