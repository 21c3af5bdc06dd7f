"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ItemDetail, ListView } from "#lib/checklist/core/checklist-view.ts";
import { spanText } from "#lib/checklist/core/phrase.ts";
import { itemQuery } from "#lib/checklist/query.ts";
import { plateOf } from "../launch/station-detail.tsx";
import { Problem } from "../ui/problem.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import { AnswerSection } from "./answer-section.tsx";
import styles from "./checklist.module.css";
import type { Place } from "./checklist-page.tsx";
import { ItemActs } from "./item-acts.tsx";
import { LinkedSection } from "./linked-section.tsx";
import { ProbeSection } from "./probe-section.tsx";
import { RecordSection } from "./record-section.tsx";
import { paneTitleId } from "./use-chosen-item.ts";
import { WaiverSection } from "./waiver-section.tsx";

type Props = { place: Place; item: string; nowMs: number | null; lists: readonly ListView[] };
/** What every part of the pane is about. */
export type PaneProps = { place: Place; view: ItemDetail; nowMs: number };

const agesEveryMs = 5_000;

/** One check: where it stands, what it asks, how it is answered, and all that was said about it. */
export function ItemPane({ place, item, nowMs, lists }: Props) {
  const isRested = useRested();
  const { data: view, error } = useQuery({
    ...itemQuery(place.pilot, item),
    enabled: isRested,
    // What a probe sees again and again is no change in the log.
    refetchInterval: ({ state }) => (state.data?.item.rule.kind === "attested" ? false : agesEveryMs),
  });
  if (view === undefined)
    return (
      <section className={styles["pane"]} aria-labelledby={paneTitleId}>
        <h2 id={paneTitleId} tabIndex={-1}>
          Check
        </h2>
        {error === null ? <p className="second">Reading …</p> : <Problem error={error} />}
      </section>
    );
  const shared = { place, view, nowMs: nowMs ?? view.now };
  const list = lists.find(({ id }) => id === view.list.id) ?? null;
  return (
    <section className={styles["pane"]} aria-labelledby={paneTitleId}>
      <h2 id={paneTitleId} tabIndex={-1} className="wrap">
        {view.item.number} {view.item.title}
      </h2>
      {error === null ? null : <Problem error={error} />}
      <Facts {...shared} />
      {view.item.rule.kind === "probe" ? <ProbeSection {...shared} /> : null}
      {view.item.rule.kind === "attested" ? <AnswerSection {...shared} /> : null}
      {view.item.rule.kind === "linked" ? <LinkedSection {...shared} /> : null}
      <WaiverSection {...shared} />
      <RecordSection {...shared} />
      {place.me.mayAct && list !== null ? <ItemActs {...shared} list={list} /> : null}
    </section>
  );
}

function Facts({ view: { item } }: PaneProps) {
  const { standing, isKiller, needsVerification, validForSeconds, owner, station, asks } = item;
  const facts = [
    `station ${station}`,
    ...(owner === "" ? [] : [`owner ${owner}`]),
    ...(needsVerification ? ["two people"] : []),
    validForSeconds === null ? "counts until it changes" : `counts for ${spanText(validForSeconds)}`,
  ];
  return (
    <>
      <p className={styles["state"]}>
        <StatePlate state={plateOf(standing.kind, isKiller)} />
        {isKiller ? <span className="tag">KILLER</span> : null}
        <span className="second small wrap">{facts.join(", ")}</span>
      </p>
      <p className="wrap">{standing.sentence}</p>
      <dl className={styles["asks"]}>
        <dt className="second small">What has to be seen</dt>
        <dd className={`wrap ${styles["lines"]}`}>{asks}</dd>
      </dl>
    </>
  );
}

const restMs = 80;

/** A held key goes by checks faster than they are read: one is asked for when the key rests on it. */
function useRested(): boolean {
  const [isRested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, []);
  return isRested;
}
