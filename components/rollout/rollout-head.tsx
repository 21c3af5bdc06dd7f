"use client";

import { useState } from "react";
import { canGoBack, isSeenBack } from "#lib/rollout/core/back-clock.ts";
import type { OpenRollout, RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { healthySeen, waitsAt, whatBlocks } from "#lib/rollout/core/state.ts";
import { advanceStage, announceBack, closeRollout, holdRollout, releaseRollout } from "#lib/rollout/query.ts";
import { ReasonForm } from "../launch/reason-form.tsx";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Problem } from "../ui/problem.tsx";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import { BackButton } from "./back-button.tsx";
import { BeginForm } from "./begin-form.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";
import { useRolloutAct, useRolloutAgain } from "./use-rollout-act.ts";

type Props = { place: RolloutPlace; view: RolloutView; nowMs: number | null };

/** Where it stands in one sentence, what it waits for, and what can be done. */
export function RolloutHead({ place, view, nowMs }: Props) {
  const { rollout, reading } = view;
  const open = rollout !== null && rollout.endedAt === null ? rollout : null;
  return (
    <section className={styles["head"]} aria-label="Where it stands">
      {reading?.readAt == null ? null : <p className={styles["big"]}>{percentText(view, nowMs)}</p>}
      <div className={styles["words"]}>
        {open === null ? <p>{closedText(view)}</p> : <Stands rollout={open} view={view} nowMs={nowMs} />}
        {reading?.error ? <p className="wrong">The switch cannot be read: {reading.says}</p> : null}
      </div>
      {place.mayAct && open !== null ? (
        <Acts place={place} rollout={open} isReady={nowMs !== null && isReadyToAdvance(open, view, nowMs)} />
      ) : null}
      {place.mayAct && open === null && view.plan !== null ? <BeginForm place={place} view={view} /> : null}
    </section>
  );
}

function Stands({ rollout, view, nowMs }: { rollout: OpenRollout; view: RolloutView; nowMs: number | null }) {
  const { kind, number, environment, stands, state } = rollout;
  const waits = nowMs === null ? rollout.waits : waitsNow(rollout, view, nowMs);
  // What it is held for stands in its sentence already.
  const isSaid = waits === null || state.phase === "held";
  const point = pointText(rollout);
  return (
    <>
      <p className={styles["which"]}>
        <StatePlate state={rolloutPlate(rollout)} />
        <strong>
          {kind === "drill" ? "Drill" : "Rollout"} {number}
        </strong>
        <EnvironmentTag environment={environment} />
      </p>
      <p>{stands}</p>
      {isSaid ? null : <p className="second">{waits}</p>}
      {point === null ? null : <p className={styles["would"]}>{point}</p>}
      {state.wouldRollBack === null ? null : (
        <p className={styles["would"]}>Dry run: the rule would have rolled back. {state.wouldRollBack.says}</p>
      )}
    </>
  );
}

/** Said before it is crossed, and after: what cannot be undone once all traffic is over. */
function pointText({ state, plan }: OpenRollout): string | null {
  const { pointOfNoReturn, stages } = plan;
  if (pointOfNoReturn === "" || state.back !== null) return null;
  if (state.stage === stages.length - 1) return `Past the point of no return: ${pointOfNoReturn}`;
  if (state.stage < stages.length - 2) return null;
  return `The next stage is the point of no return: ${pointOfNoReturn}`;
}

function closedText({ switches, plan }: RolloutView): string {
  if (plan !== null) return "No rollout is open.";
  return switches.length === 0
    ? "There is no switch yet: the plan below says how one is named."
    : "Nothing is planned yet. Write the plan below first.";
}

const oldMs = 10_000;

/** What the switch was seen to do; never a remembered figure as if it were now. */
function percentText({ reading }: RolloutView, nowMs: number | null): string {
  if (reading?.readAt == null) return "";
  if (nowMs === null || nowMs - reading.readAt > oldMs) return "not known now";
  return reading.newPercent === null ? "mixed" : `${reading.newPercent} % over`;
}

function waitsNow({ state, plan }: OpenRollout, { reading }: RolloutView, nowMs: number): string | null {
  return waitsAt(state, plan, { now: nowMs, servers: reading?.servers ?? null });
}

/** The worst that stands of it. */
export function rolloutPlate({ state }: OpenRollout): PlateState {
  if (state.phase === "held") return "HOLD";
  if (state.back !== null) return isSeenBack(state) ? "GO" : "RUNNING";
  if (state.gate?.is === "bad") return "HOLD";
  return state.phase === "done" ? "GO" : "RUNNING";
}

/** It stands out only when the server will take it; before, the sentence beside it says what is missing. */
function isReadyToAdvance({ state, plan }: OpenRollout, { reading }: RolloutView, nowMs: number): boolean {
  const { stages, healthyLeast } = plan;
  const healthyNew = healthySeen(reading?.servers ?? null, healthyLeast);
  return whatBlocks({ ...state, mayAdvance: true }, stages, { now: nowMs, healthyNew, healthyLeast }) === null;
}

type Asked = "hold" | "close" | "announce" | null;

function Acts({ place, rollout, isReady }: { place: RolloutPlace; rollout: OpenRollout; isReady: boolean }) {
  const [asked, ask] = useState<Asked>(null);
  const act = useRolloutAct(place.pilot);
  const { state } = rollout;
  const may = mayOf(rollout);
  const { pilot } = place;
  return (
    <div className={styles["acts"]}>
      {may.advance ? (
        <button
          type="button"
          className={isReady ? "button primary" : "button"}
          disabled={act.isPending || state.open !== null || state.mayAdvance}
          onClick={() => act.mutate(() => advanceStage(pilot, { from: state.stage }))}
        >
          {advanceWord(rollout)}
        </button>
      ) : null}
      {may.release ? (
        <button
          type="button"
          className="button primary"
          disabled={act.isPending}
          onClick={() => act.mutate(() => releaseRollout(pilot))}
        >
          Let it go on
        </button>
      ) : null}
      {may.advance ? <AskButton ask={() => ask("hold")} word="Hold" /> : null}
      {may.announce ? <AskButton ask={() => ask("announce")} word="Say who was told" look="primary" /> : null}
      {may.goBack ? <BackButton place={place} /> : null}
      {may.close === null ? null : <AskButton ask={() => ask("close")} word={may.close} />}
      {act.error === null ? null : <Problem error={act.error} />}
      {asked === null ? null : <AskedForm place={place} rollout={rollout} asked={asked} onClose={() => ask(null)} />}
    </div>
  );
}

function AskButton({ ask, word, look = "" }: { ask(): void; word: string; look?: "primary" | "" }) {
  return (
    <button type="button" className={`button ${look}`} onClick={ask}>
      {word}
    </button>
  );
}

/** What can be done as it stands; the server looks again. */
function mayOf({ state }: OpenRollout) {
  const isBack = state.back !== null;
  const isStill = state.percent === 0 && state.open === null;
  const closeWord = state.phase === "done" ? "Close: it is final" : isStill ? "Abandon" : null;
  return {
    advance: !isBack && ["before-first", "switching", "holding"].includes(state.phase),
    release: !isBack && state.phase === "held",
    announce: isSeenBack(state),
    goBack: canGoBack(state),
    close: isBack ? null : closeWord,
  };
}

function advanceWord({ state, plan }: OpenRollout): string {
  if (state.mayAdvance || state.open !== null) return "It begins …";
  if (state.stage === plan.stages.length - 1) return "The cut-over is complete";
  return `Advance to ${plan.stages[state.stage + 1]?.percent ?? 0} %`;
}

type FormProps = { place: RolloutPlace; rollout: OpenRollout; asked: Exclude<Asked, null>; onClose(): void };

function AskedForm({ place: { pilot }, rollout, asked, onClose }: FormProps) {
  const again = useRolloutAgain(pilot);
  const isDone = rollout.state.phase === "done";
  const forms = {
    hold: {
      ...{
        title: "Nothing advances until somebody lets it go on; the traffic stays where it is.",
        hint: "Why it is held",
      },
      ...{ act: "Hold", acting: "Holding …", send: (text: string) => holdRollout(pilot, text) },
    },
    close: {
      title: isDone ? closingText(rollout) : "Nothing was moved. This rollout ends here.",
      ...{ hint: "Reason, kept in the log", act: isDone ? "Close the rollout" : "Abandon", acting: "Closing …" },
      send: (text: string) => closeRollout(pilot, text),
    },
    announce: {
      ...{ title: "With it the way back ends, and its time counts as evidence.", hint: "Who was told, and how" },
      ...{ act: "It is announced", acting: "Writing …", send: (text: string) => announceBack(pilot, text) },
    },
  }[asked];
  const send = async (text: string) => {
    await forms.send(text);
    await again();
  };
  return (
    <div className={styles["form"]}>
      <ReasonForm
        {...forms}
        place={`${pilot}.rollout.${asked}`}
        label={forms.act}
        least={3}
        send={send}
        onClose={onClose}
      />
    </div>
  );
}

function closingText({ plan }: OpenRollout): string {
  const point = plan.pointOfNoReturn === "" ? "" : ` Point of no return: ${plan.pointOfNoReturn}`;
  return `All traffic stays on the new system, and Gantry leads nobody back from here.${point}`;
}
