"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { AccountLine } from "./account-line.tsx";

type Props = { person: string; roles: string; children: ReactNode };

/** The console around one's own account: it belongs to no pilot, so there is no clock and no feed. */
export function AccountFrame({ person, roles, children }: Props) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1 } } }));
  return (
    <QueryClientProvider client={client}>
      <div className="console">
        <aside className="rail" aria-label="Gantry">
          <section>
            <strong className="rail-name">Gantry</strong>
          </section>
          <nav aria-label="Places">
            <Link href="/">Back to the pilots</Link>
          </nav>
          <AccountLine person={person} roles={roles} />
        </aside>
        <main>{children}</main>
      </div>
    </QueryClientProvider>
  );
}
