"use client";

import { momentText } from "#lib/pilots/core/place-text.ts";
import { type BackPhase, backPhases } from "#lib/rollout/core/acts.ts";
import { backLimitMs, backTookMs, isSeenBack } from "#lib/rollout/core/back-clock.ts";
import type { OpenRollout } from "#lib/rollout/core/rollout-view.ts";
import { backPhaseWords, clockText, tookText } from "#lib/rollout/core/say-rollout.ts";
import type { BackClock } from "#lib/rollout/core/state.ts";
import { Section } from "../pilots/section.tsx";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";

type Props = { number: number; place: RolloutPlace; rollout: OpenRollout; nowMs: number | null };

const shortMs = 3 * 60_000;
/** The clock stops with the last of them. */
const countedPhases: readonly BackPhase[] = ["detect", "decide", "switch", "verify"];

/** Seven timed parts and the fifteen minutes that the site was promised; it goes on counting over them. */
export function BackClockSection({ number, place: { timeZone }, rollout, nowMs }: Props) {
  const { back } = rollout.state;
  if (back === null) return null;
  const tookMs = backTookMs(back, nowMs ?? back.calledAt);
  const leftMs = backLimitMs - tookMs;
  const isVerified = isSeenBack(rollout.state);
  const done = new Map(back.phases.map((one) => [one.phase, one]));
  const current = backPhases.find((phase) => done.get(phase)?.isGood !== true);
  const moment = (ms: number) => momentText(ms, timeZone, nowMs ?? ms);
  return (
    <Section number={number} id="back" title="The way back" note={`called by ${back.by} at ${moment(back.calledAt)}`}>
      <p className={styles["clock"]} role="timer">
        <StatePlate state={clockPlate(leftMs, isVerified)} />{" "}
        <span className={styles["big"]}>{clockText(isVerified ? tookMs : leftMs)}</span>{" "}
        {isVerified ? "until all traffic was seen to be back" : leftMs >= 0 ? "left of 15:00" : "over 15:00"}
      </p>
      <ClockBar back={back} tookMs={tookMs} isVerified={isVerified} />
      <div className="scroll-x">
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th>State</th>
              <th>Part</th>
              <th>Began</th>
              <th className="number">Took</th>
              <th>What was seen</th>
            </tr>
          </thead>
          <tbody>
            {backPhases.map((phase) => {
              const seen = done.get(phase);
              const isRunning = phase === current && phase !== "announce";
              return (
                <tr key={phase}>
                  <td>
                    <StatePlate state={seen?.isGood ? "GO" : isRunning ? "RUNNING" : "OPEN"} />
                  </td>
                  <th scope="row" className="row-name">
                    {backPhaseWords[phase].word}
                    <span className={`second small ${styles["does"]}`}>{backPhaseWords[phase].does}</span>
                  </th>
                  <td>{seen === undefined ? "" : moment(seen.startedAt)}</td>
                  <td className="number">{seen === undefined ? "" : tookText(seen.endedAt - seen.startedAt)}</td>
                  <td className={styles["long"]}>{seen?.says ?? ""}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

type BarProps = { back: BackClock; tookMs: number; isVerified: boolean };

/** The fifteen minutes to scale, one unit a second: what is done, what runs, and where it gets late. */
function ClockBar({ back, tookMs, isVerified }: BarProps) {
  const limit = backLimitMs / 1_000;
  const second = (at: number) => Math.min(limit, (at - back.noticedAt) / 1_000);
  const counted = back.phases.filter(({ phase, isGood }) => isGood && countedPhases.includes(phase));
  const doneTo = Math.max(0, ...counted.map(({ endedAt }) => second(endedAt)));
  const now = Math.min(limit, tookMs / 1_000);
  return (
    <svg className={styles["bar"]} viewBox={`0 0 ${limit} 12`} preserveAspectRatio="none" aria-hidden="true">
      <rect y={2} width={limit} height={8} fill="var(--later)" />
      {counted.map(({ phase, startedAt, endedAt }) => (
        <rect
          key={phase}
          x={second(startedAt)}
          y={2}
          width={Math.max(1, second(endedAt) - second(startedAt) - 1)}
          height={8}
          fill="var(--go)"
        />
      ))}
      {isVerified ? null : <rect x={doneTo} y={2} width={Math.max(0, now - doneTo)} height={8} fill="var(--ink)" />}
      <rect x={limit - shortMs / 1_000} width={2} height={12} fill="var(--hold)" />
      <rect x={limit - 2} width={2} height={12} fill="var(--nogo)" />
    </svg>
  );
}

function clockPlate(leftMs: number, isVerified: boolean): PlateState {
  if (isVerified) return "GO";
  if (leftMs < 0) return "NO-GO";
  return leftMs < shortMs ? "HOLD" : "RUNNING";
}
