"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { count } from "#lib/load/core/say.ts";
import type { GroupView, ListedGroup, SaidView } from "#lib/shadow/core/shadow-view.ts";
import { groupQuery } from "#lib/shadow/query.ts";
import { Problem } from "../ui/problem.tsx";
import { GroupActs } from "./group-acts.tsx";
import { PairSection } from "./pair-section.tsx";
import { SaidList } from "./said-list.tsx";
import { dispositionWord, kindWords, standingText, stateWords } from "./say-shadow.ts";
import styles from "./shadow.module.css";

export type PaneProps = {
  pilot: string;
  group: number;
  first: GroupView | null;
  timeZone: string;
  mayTriage: boolean;
  me: string;
  owners: readonly string[];
};

export const paneTitleId = "group-title";

/** One group: a pair side by side, what is to become of it, and what was said about it. */
export function GroupPane(props: PaneProps) {
  const { pilot, group, first, timeZone } = props;
  const start = first?.group.number === group ? { initialData: first } : {};
  const isRested = useRested();
  const { data: view, error } = useQuery({ ...groupQuery(pilot, group), ...start, enabled: isRested });
  const [pairId, setPairId] = useState<string | null>(null);
  if (view === undefined)
    return (
      <Titled group={group} says={null}>
        {error === null ? <p className="second">Reading …</p> : <Problem error={error} />}
      </Titled>
    );
  const found = view.pairs.findIndex(({ id }) => id === pairId);
  const pairAt = found === -1 ? newestAt(view) : found;
  return (
    <Titled group={group} says={view.group}>
      {error === null ? null : <Problem error={error} />}
      <PairSection view={view} at={pairAt} timeZone={timeZone} onPair={setPairId} />
      <GroupActs {...props} view={view} pair={view.pairs[pairAt] ?? null} />
      <SaidList said={saidOf(view)} standing={view.group.standing} timeZone={timeZone} />
    </Titled>
  );
}

/** With what was said of single pairs, in order. */
function saidOf({ said, parted }: GroupView): SaidView[] {
  const ofPairs = parted.map(({ at, by, reason }) => ({ what: "pair-not-the-same", at, by, reason }));
  return [...said, ...ofPairs].sort((one, other) => (one.at < other.at ? -1 : 1));
}

const restMs = 80;

/** A held key goes by groups faster than they are read: one is asked for when the key rests on it. */
function useRested(): boolean {
  const [isRested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, []);
  return isRested;
}

/** The first pair comes first in the list; what is looked at first is the newest. */
function newestAt({ pairs }: GroupView): number {
  return pairs.length > 1 && pairs[0]?.first === true ? 1 : 0;
}

function Titled({ group, says, children }: { group: number; says: ListedGroup | null; children: ReactNode }) {
  return (
    <section className={styles["pane"]} aria-labelledby={paneTitleId}>
      <h2 id={paneTitleId} tabIndex={-1}>
        SD-{group}{" "}
        {says === null ? (
          ""
        ) : (
          <span className="wrap">
            {says.path} {says.path === says.kind ? "" : kindWords[says.kind]}
          </span>
        )}
      </h2>
      {says === null ? null : <Facts group={says} />}
      {children}
    </section>
  );
}

function Facts({ group: { endpoint, shape, isCritical, standing, n, total } }: { group: ListedGroup }) {
  const more = standingText(standing);
  return (
    <>
      <p className="second wrap">
        {endpoint}, <span className="mono">{shape}</span>; {count(n)} in the window, {count(total)} ever
      </p>
      <p>
        {isCritical ? (
          <>
            <span className={styles["critical"]}>CRITICAL</span> an acceptance needs two people.{" "}
          </>
        ) : null}
        <span className="strong">
          {standing.disposition === null ? "Nobody has decided" : dispositionWord(standing.disposition)}
        </span>
        {standing.disposition === null ? "" : `, ${stateWords[standing.state]}`}
        {more === "" ? "" : `, ${more}`}
        {standing.reason === "" ? "" : <span className="wrap">: {standing.reason}</span>}
      </p>
    </>
  );
}
