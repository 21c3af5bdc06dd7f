"use client";

import type { RunView } from "#lib/load/core/run-view.ts";
import { duration } from "#lib/load/core/say.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { LiveRegion } from "../ui/live-region.tsx";
import { Plate } from "../ui/plate.tsx";
import { EndedVerdict } from "./ended-verdict.tsx";
import { RunAfter } from "./run-after.tsx";
import { RunFigures } from "./run-figures.tsx";
import { StopRun } from "./stop-run.tsx";
import type { Stale } from "./use-stale.ts";
import { stateWord, wouldBe, wouldSentence } from "./would-be.ts";

type Props = { pilot: string; run: RunView; timeZone: string; stale: Stale | null; mayAct: boolean };

/** The answer at a glance. Before the end it says what the verdict would be; old figures are never shown as live. */
export function RunVerdict({ pilot, run, timeZone, stale, mayAct }: Props) {
  const stoppable = run.state !== "ended" && mayAct;
  return (
    <section className={stale === null ? "verdict" : "verdict verdict-stale"} aria-label="Verdict">
      <div className="verdict-words">
        <Words run={run} stale={stale} />
      </div>
      <RunFigures run={run} timeZone={timeZone} stale={stale} />
      {stoppable ? <StopRun pilot={pilot} run={run} /> : null}
      {run.state === "ended" ? <RunAfter pilot={pilot} run={run} mayAct={mayAct} /> : null}
      <LiveRegion says={announced(run)} alarm={stale === null ? "" : "STALE: what is shown is not live."} />
    </section>
  );
}

function Words({ run, stale }: { run: RunView; stale: Stale | null }) {
  if (stale !== null) return <StaleWords run={run} stale={stale} />;
  if (run.state === "ended") return <EndedVerdict run={run} />;
  const would = wouldBe(run);
  return (
    <>
      <p className="verdict-plates">
        <Plate kind={run.state === "queued" ? "waiting" : "running"} word={stateWord(run)} large />
        {would === null ? null : <Plate kind={would.kind} word={`would ${would.word}`} large />}
      </p>
      <p className="verdict-sentence">{run.state === "queued" ? <Waits run={run} /> : wouldSentence(run)}</p>
    </>
  );
}

/** A runner says each second that it is alive. */
const runnerSilentMs = 5_000;

/** What a queued run waits for; when no runner is alive, that. */
function Waits({ run }: { run: RunView }) {
  const { phase, sourceAgesMs } = useFeed();
  const { runner } = sourceAgesMs;
  if (phase !== "live" || (runner !== null && runner <= runnerSilentMs)) return run.waitsFor;
  const since =
    runner === null
      ? "No runner has been heard of yet."
      : `No runner has been heard of for ${duration(runner / 1000)}.`;
  return `${since} The run starts when one is back.`;
}

function StaleWords({ run, stale: { kind, seconds, tries } }: { run: RunView; stale: Stale }) {
  const { runner } = useFeed().sourceAgesMs;
  const would = wouldBe(run);
  const was = [stateWord(run), ...(would === null ? [] : [`would ${would.word}`])].join(", ");
  const old = `The run may still be going on; these figures are ${Math.round(seconds)} s old.`;
  const sentences: Record<Stale["kind"], string> = {
    feed: `${old} ${tries === 0 ? "Reconnecting." : `Reconnecting: try ${tries}.`}`,
    source: `Gantry answers, but no new second of the run has come for ${Math.round(seconds)} s. ${whyNone(runner)}`,
    paused: `${old} This page is paused.`,
    closed: `${old} This page gets nothing new any more.`,
  };
  return (
    <>
      <p className="verdict-plates">
        <Plate kind="stale" word={`${kind === "paused" ? "PAUSED" : "STALE"} ${mmss(seconds)}`} large />
        <span className="verdict-was">was {was}</span>
      </p>
      <p className="verdict-sentence">{sentences[kind]}</p>
    </>
  );
}

/** The newest runner's age is known, not which run it drives. */
function whyNone(runnerAgeMs: number | null): string {
  if (runnerAgeMs === null || runnerAgeMs > runnerSilentMs) return "No runner has been heard of since.";
  return "A runner is alive, but the seconds are not being stored; the runner's log says why.";
}

function mmss(seconds: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${pad(seconds / 60)}:${pad(seconds % 60)}`;
}

function announced(run: RunView): string {
  const would = wouldBe(run);
  if (run.state === "ended") return `The run has ended: ${run.verdict.kind}.`;
  return would === null ? `${stateWord(run)}.` : `${stateWord(run)}, would ${would.word}.`;
}
