"use client";

import { isSeenBack } from "#lib/rollout/core/back-clock.ts";
import type { Stage } from "#lib/rollout/core/plan.ts";
import type { OpenRollout, RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { clockText, gateText } from "#lib/rollout/core/say-rollout.ts";
import { Section } from "../pilots/section.tsx";
import { type PlateState, StatePlate } from "../ui/state-plate.tsx";
import { gateSeenText } from "./gate-seen.ts";
import styles from "./rollout.module.css";

type Props = { number: number; view: RolloutView; nowMs: number | null };

/** Every stage, how long it holds, what has to hold in it, and where it stands. */
export function StagesSection({ number, view, nowMs }: Props) {
  const open = view.rollout !== null && view.rollout.endedAt === null ? view.rollout : null;
  const stages = open?.plan.stages ?? view.plan?.stages ?? [];
  if (stages.length === 0) return null;
  return (
    <Section number={number} id="stages" title="Stages" note="each needs its time, a good gate, and a person">
      <div className="scroll-x">
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th>State</th>
              <th className="number">Over</th>
              <th className="number">Holds</th>
              <th>Gate</th>
              <th>What was seen</th>
            </tr>
          </thead>
          <tbody>
            {stages.map((stage, at) => (
              <tr key={stage.percent} className={isHere(open, at) ? styles["current"] : undefined}>
                <td>
                  <StatePlate state={plateOf(open, at)} />
                </td>
                <td className="number">{stage.percent} %</td>
                <td className="number">{holdText(open, stage, { at, nowMs })}</td>
                <td className={styles["long"]}>
                  {gateText(stage.gate)}
                  {at === stages.length - 1 ? <Point plan={open?.plan ?? view.plan} /> : null}
                </td>
                <td className={styles["long"]}>{open === null ? "" : <Seen open={open} at={at} view={view} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Point({ plan }: { plan: RolloutView["plan"] }) {
  if (plan === null || plan.pointOfNoReturn === "") return null;
  return <span className={`second small ${styles["why"]}`}>Point of no return: {plan.pointOfNoReturn}</span>;
}

/** What the gate said last, and under it the figures of the stage that the traffic is in, as far as they reach back. */
function Seen({ open, at, view }: { open: OpenRollout; at: number; view: RolloutView }) {
  const { state, acts } = open;
  const said = acts.map(({ act }) => act).findLast((act) => act.do === "gate" && act.stage === at);
  const verdict = said?.do === "gate" && at <= state.stage ? said.verdict.says : null;
  const figures =
    isHere(open, at) && state.stageAt !== null ? gateSeenText(view.vitals.new.samples, state.stageAt) : null;
  return (
    <>
      {verdict}
      {figures === null ? null : <span className={`second small ${styles["why"]}`}>So far: {figures}</span>}
    </>
  );
}

/** The traffic is in this stage, and nobody leads it back. */
const isHere = (open: OpenRollout | null, at: number) => open?.state.stage === at && open.state.back === null;

function plateOf(open: OpenRollout | null, at: number): PlateState {
  if (open === null || open.state.stage < at || isSeenBack(open.state)) return "OPEN";
  if (open.state.stage > at) return "GO";
  const { phase, gate, back } = open.state;
  if (phase === "held" || back !== null || gate?.is === "bad") return "HOLD";
  return gate?.is === "good" ? "GO" : "RUNNING";
}

function holdText(open: OpenRollout | null, stage: Stage, { at, nowMs }: { at: number; nowMs: number | null }): string {
  const whole = clockText(stage.holdSeconds * 1_000);
  const since = open !== null && isHere(open, at) ? open.state.stageAt : null;
  if (since === null || nowMs === null) return whole;
  const leftMs = since + stage.holdSeconds * 1_000 - nowMs;
  return leftMs > 0 ? `${clockText(leftMs)} left of ${whole}` : `${whole}, done`;
}
