"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { AccountLine } from "../access/account-line.tsx";

type Props = {
  person: string;
  roles: string;
  /** The one place that the rail leads to. */
  place: { href: string; text: string; isHere?: boolean };
  children: ReactNode;
};

/** The console around what belongs to no single pilot: no clock, no feed. */
export function OuterFrame({ person, roles, place, children }: Props) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1 } } }));
  return (
    <QueryClientProvider client={client}>
      <div className="console">
        <aside className="rail" aria-label="Gantry">
          <section>
            <strong className="rail-name">Gantry</strong>
          </section>
          <nav aria-label="Places">
            <Link href={place.href} aria-current={place.isHere ? "page" : undefined}>
              {place.text}
            </Link>
          </nav>
          <AccountLine person={person} roles={roles} />
        </aside>
        <main>{children}</main>
      </div>
    </QueryClientProvider>
  );
}
