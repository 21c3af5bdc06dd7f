"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DisplaysView, DisplayView } from "#lib/displays/core/display.ts";
import { isHeard } from "#lib/displays/core/display-state.ts";
import { displaysQuery, reloadDisplays } from "#lib/displays/query.ts";
import { count } from "#lib/load/core/say.ts";
import { useServerNow } from "../pilots/use-server-now.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { DisplayDetail } from "./display-detail.tsx";
import styles from "./displays.module.css";
import { DisplaysTable } from "./displays-table.tsx";
import { PairDisplay } from "./pair-display.tsx";

/** What whoever looks may do here. */
export type May = { pair: boolean; revoke: boolean };
type Props = { pilot: string; timeZone: string; first: DisplaysView; may: May };

/** The screens on walls: which there are, whether they are heard, what they show. */
export function DisplaysPage({ pilot, timeZone, first, may }: Props) {
  const { data: view, error } = useQuery({ ...displaysQuery(pilot), initialData: first });
  const now = useServerNow(1_000) ?? view.now;
  const [chosen, choose] = useState<string | null>(null);
  const shown = view.displays.filter(({ revoked }) => revoked === null);
  const display = view.displays.find(({ id }) => id === chosen) ?? null;
  useKeys(moveKeys(shown, chosen, choose));
  return (
    <>
      <Header pilot={pilot} canReload={may.pair && shown.length > 0} />
      <div className={styles["halves"]}>
        <div className={styles["left"]}>
          <section className="section" aria-labelledby="paired">
            <h2 id="paired">{heardText(shown, now)}</h2>
            {error === null ? null : <Problem error={error} />}
            {shown.length === 0 ? <HowToBegin /> : null}
            <DisplaysTable displays={shown} {...{ now, chosen }} onChoose={choose} />
          </section>
          {display === null ? null : (
            <DisplayDetail key={display.id} {...{ pilot, display, now, timeZone, may }} onClose={() => choose(null)} />
          )}
          <Revoked displays={view.displays} />
          <p className="second">
            Each wall keeps its own clock and says STALE by itself after 3.5 s without data, also when nobody looks at
            this page.
          </p>
        </div>
        {may.pair ? <PairDisplay pilot={pilot} onPaired={choose} /> : null}
      </div>
    </>
  );
}

function moveKeys(shown: readonly DisplayView[], chosen: string | null, choose: (id: string | null) => void) {
  const move = (by: 1 | -1) => {
    const at = shown.findIndex(({ id }) => id === chosen);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next !== undefined) choose(next.id);
  };
  return { j: () => move(1), k: () => move(-1), Escape: () => choose(null) };
}

function heardText(shown: readonly DisplayView[], now: number): string {
  if (shown.length === 0) return "No display is paired";
  const heard = shown.filter((one) => isHeard(one, now)).length;
  return `${count(shown.length)} paired, ${heard === shown.length ? "all" : count(heard)} heard from in the last 12 s`;
}

function HowToBegin() {
  return (
    <p>
      Open <span className="mono">/wall</span> of this server in the browser of a screen. It shows eight letters;
      whoever leads the pilot types them here, and from then on the screen shows this pilot to the room. It can read and
      nothing else.
    </p>
  );
}

const keys = [
  ["j, k", "next, previous display"],
  ["Esc", "none"],
] as const;

function Header({ pilot, canReload }: { pilot: string; canReload: boolean }) {
  const client = useQueryClient();
  const asking = useMutation({
    mutationFn: () => reloadDisplays(pilot),
    onSettled: () => client.invalidateQueries({ queryKey: displaysQuery(pilot).queryKey }),
  });
  return (
    <header className="page-header">
      <span className="code">DS</span>
      <h1>Displays</h1>
      <p className="second">A wall can only read; nobody signs in on it</p>
      <span className="end">
        {asking.isSuccess ? <span role="status">Asked; each reloads when nothing is under way.</span> : null}
        {asking.error === null ? null : <Problem error={asking.error} />}
        {canReload ? (
          <button type="button" className="button" disabled={asking.isPending} onClick={() => asking.mutate()}>
            Reload all at a quiet time
          </button>
        ) : null}
      </span>
      <KeysHelp keys={keys} />
    </header>
  );
}

/** Those that were revoked lately: so that nobody looks for a screen that went dark. */
function Revoked({ displays }: { displays: readonly DisplayView[] }) {
  const gone = displays.filter(({ revoked }) => revoked !== null);
  if (gone.length === 0) return null;
  return (
    <details className="section">
      <summary>{gone.length === 1 ? "1 was revoked" : `${count(gone.length)} were revoked`}</summary>
      <ul className={styles["gone"]}>
        {gone.map(({ id, number, name, place, revoked }) => (
          <li key={id} className="wrap">
            D{number} {name}, {place}: revoked by {revoked?.by}
          </li>
        ))}
      </ul>
    </details>
  );
}
