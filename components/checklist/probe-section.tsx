"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ItemDetail, Outcome, ResultView } from "#lib/checklist/core/checklist-view.ts";
import { spanText } from "#lib/checklist/core/phrase.ts";
import { itemQuery, runProbeNow } from "#lib/checklist/query.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { ageText } from "../launch/stations-table.tsx";
import { CutText } from "../shadow/cut-text.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./checklist.module.css";
import type { PaneProps } from "./item-pane.tsx";
import { useChecklistAct } from "./use-checklist-act.ts";

const outcomeWords: Readonly<Record<Outcome, string>> = {
  good: "as expected",
  failed: "not as expected",
  "no-answer": "no answer",
};

/** What the machine last saw, word for word, and how that went before. */
export function ProbeSection(props: PaneProps) {
  const { place, view, nowMs } = props;
  const { rule } = view.item;
  if (rule.kind !== "probe") return null;
  const [newest] = view.results;
  const who = place.me.mayAct ? "change the check below and say what it asks." : "a lead does that.";
  if (rule.probe === null) return <p className="second">Its probe is not set up yet: {who}</p>;
  const { timeZone } = place;
  return (
    <section aria-labelledby="probe">
      <h3 id="probe">Probe</h3>
      <p className="second small">
        Every {spanText(rule.everySeconds)}, gives up after {spanText(rule.timeoutSeconds)}
      </p>
      {newest === undefined ? <p>It has not run yet.</p> : <Raw result={newest} {...{ timeZone, nowMs }} />}
      <Strip history={view.history} {...{ timeZone, nowMs }} />
      {place.me.mayAct ? <ProbeAgain {...props} /> : null}
    </section>
  );
}

function Raw({ result, timeZone, nowMs }: { result: ResultView; timeZone: string; nowMs: number }) {
  const { n, outcome, says, raw, latencyMs, at, askedBy } = result;
  return (
    <>
      <p className={styles["raw-head"]}>
        <span className="strong">{outcomeWords[outcome]}</span>
        <span className="second small">
          {momentText(at, timeZone, nowMs)}, {ageText(nowMs - at)} ago, took {Math.round(latencyMs)} ms
          {askedBy === null ? "" : `, asked for by ${askedBy}`}
        </span>
      </p>
      <CutText key={n} text={raw === "" ? says : raw} className={`mono ${styles["raw"]}`} atATime={rawAtATime} />
    </>
  );
}

const rawAtATime = 1_000;

type StripProps = { history: ItemDetail["history"]; timeZone: string; nowMs: number };

/** The last outcomes, oldest first; told apart by height and filling, not by colour alone. */
function Strip({ history, timeZone, nowMs }: StripProps) {
  if (history.length === 0) return null;
  const bad = history.filter(({ outcome }) => outcome !== "good").length;
  return (
    <>
      <ol className={styles["strip"]} aria-label={`The last ${history.length} outcomes, oldest first`}>
        {history.map(({ outcome, at }) => {
          const says = `${momentText(at, timeZone, nowMs)} ${outcomeWords[outcome]}`;
          return (
            <li key={at} title={says} className={styles[outcome]}>
              <span className="visually-hidden">{says}</span>
            </li>
          );
        })}
      </ol>
      <p className="second small">
        Last {history.length}: {history.length - bad} as expected (low), {bad} not (tall; hollow without an answer)
      </p>
    </>
  );
}

const waitEveryMs = 500;

/** Asked for again until the new result is there. */
function ProbeAgain({ place: { pilot }, view, nowMs }: PaneProps) {
  const act = useChecklistAct(pilot);
  const [asked, setAsked] = useState<{ after: number; atMs: number } | null>(null);
  const newest = view.results[0]?.n ?? 0;
  const isWaiting = asked !== null && newest <= asked.after;
  useQuery({ ...itemQuery(pilot, view.item.id), refetchInterval: isWaiting ? waitEveryMs : false });
  const again = () => {
    if (isWaiting || act.isPending) return;
    setAsked({ after: newest, atMs: nowMs });
    act.mutate(() => runProbeNow({ pilot, item: view.item.id }), { onError: () => setAsked(null) });
  };
  useKeys({ p: again });
  const seconds = asked === null ? 0 : Math.max(0, Math.floor((nowMs - asked.atMs) / 1_000));
  return (
    <div className={styles["act-row"]}>
      <button type="button" className="button primary" aria-disabled={isWaiting} onClick={again}>
        {isWaiting ? `Probing … ${seconds} s` : "Probe again"} <span className="key">p</span>
      </button>
      {isWaiting && seconds > slowSeconds(view) ? (
        <span className="second small">No result yet. The part of Gantry that probes may be down.</span>
      ) : null}
      {act.error === null ? null : <Problem error={act.error} />}
    </div>
  );
}

/** Longer than a probe and its turn can take. */
function slowSeconds({ item: { rule } }: ItemDetail): number {
  return (rule.kind === "probe" ? rule.timeoutSeconds : 0) + 5;
}
