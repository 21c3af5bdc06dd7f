"use client";

import { useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { GroupView, PairView } from "#lib/shadow/core/shadow-view.ts";
import { useKeys } from "../ui/use-keys.ts";
import { PairBodies } from "./pair-bodies.tsx";
import { DifferencesOfPair } from "./pair-differences.tsx";
import { RawPair } from "./pair-raw.tsx";
import { dayAndTime } from "./say-shadow.ts";
import styles from "./shadow.module.css";

type Props = { view: GroupView; at: number; timeZone: string; onPair(id: string): void };

/** One kept pair of the group; [ and ] lead to the others. */
export function PairSection({ view: { group, pairs, kept, still }, at, timeZone, onPair }: Props) {
  const [isRaw, setRaw] = useState(false);
  const pair = pairs[at];
  const go = (by: 1 | -1) => {
    const next = pairs[at + by];
    if (next !== undefined) onPair(next.id);
  };
  useKeys({ "[": () => go(-1), "]": () => go(1), r: () => setRaw(!isRaw) });
  if (pair === undefined) return <p className="second">No pair of this group is kept any more; its counts are.</p>;
  return (
    <div className={styles["pair"]}>
      <p className={styles["pair-place"]}>
        <span>
          {pair.first ? "First pair" : "Pair"} {at + 1} of {pairs.length}
          {kept > pairs.length ? `, ${count(kept)} kept` : ""}
          {still < kept ? `; ${count(still)} still differ so under the rules` : ""}
        </span>
        <span className={styles["pair-keys"]}>
          <button type="button" className="button link" disabled={at === 0} onClick={() => go(-1)}>
            <span className="key">[</span> before
          </button>
          <button type="button" className="button link" disabled={at === pairs.length - 1} onClick={() => go(1)}>
            <span className="key">]</span> next
          </button>
          <button type="button" className="button link" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            <span className="key">r</span> raw
          </button>
        </span>
      </p>
      {isRaw ? <RawPair pair={pair} /> : <PairBodies key={pair.id} pair={pair} group={group} />}
      <PairFacts pair={pair} timeZone={timeZone} />
      <DifferencesOfPair pair={pair} group={group} />
    </div>
  );
}

function PairFacts({
  pair: { method, target, at, arrivedAt, still, ruleVersion },
  timeZone,
}: {
  pair: PairView;
  timeZone: string;
}) {
  return (
    <p className="small second wrap">
      <span className="mono">
        {method} {target}
      </span>
      , {dayAndTime(at, timeZone)}; arrived {dayAndTime(arrivedAt, timeZone)}; compared under rules {ruleVersion}
      {still ? "" : "; no longer differs so"}
    </p>
  );
}
