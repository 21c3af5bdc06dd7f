"use client";

import type { Gate } from "#lib/rollout/core/plan.ts";
import type { RolloutView, SideVitalsView } from "#lib/rollout/core/rollout-view.ts";
import { ageText } from "../launch/stations-table.tsx";
import { Section } from "../pilots/section.tsx";
import { StatePlate } from "../ui/state-plate.tsx";
import styles from "./rollout.module.css";
import { VitalsChart, type VitalsFigure } from "./vitals-chart.tsx";

type Props = { number: number; view: RolloutView; nowMs: number | null };

/** Twice the interval of the keeper's looks; a mirror's figures take a span and the way to the keeper more. */
const oldMs = { prometheus: 10_000, mirror: 15_000 };
const sides = [
  ["legacy", "Legacy"],
  ["new", "New"],
] as const;

/** How both systems do, each figure with its age; what could not be read is missing, never zero. */
export function VitalsSection({ number, view, nowMs }: Props) {
  if (view.plan?.vitals == null)
    return (
      <Section number={number} id="vitals" title="Vitals">
        <p className={`second ${styles["note"]}`}>
          The plan names no Prometheus and no mirror: no gate can be judged, and every stage waits. Name one.
        </p>
      </Section>
    );
  const { vitals } = view.plan;
  const from = "mirror" in vitals ? "mirror" : "prometheus";
  const source = "mirror" in vitals ? `the mirror ${vitals.mirror}` : "Prometheus";
  return (
    <Section number={number} id="vitals" title="Vitals" note={`from ${source}, every 5 s`}>
      <div className="scroll-x">
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th>System</th>
              <th className="number">Requests</th>
              <th className="number">Failed</th>
              <th className="number">p99</th>
              <th className="number">Age</th>
              <th>What is missing</th>
            </tr>
          </thead>
          <tbody>
            {sides.map(([side, word]) => (
              <SideRow key={side} word={word} vitals={view.vitals[side]} nowMs={nowMs} oldMs={oldMs[from]} />
            ))}
          </tbody>
        </table>
      </div>
      <Charts view={view} isOld={isOlder(view.vitals.new, nowMs, oldMs[from])} />
    </Section>
  );
}

function isOlder({ samples }: SideVitalsView, nowMs: number | null, mostMs: number): boolean {
  const last = samples.at(-1);
  return last === undefined || (nowMs !== null && nowMs - last.at > mostMs);
}

type RowProps = { word: string; vitals: SideVitalsView; nowMs: number | null; oldMs: number };

function SideRow({ word, vitals, nowMs, oldMs }: RowProps) {
  const last = vitals.samples.at(-1);
  const age = last === undefined || nowMs === null ? null : nowMs - last.at;
  const isOld = age === null || age > oldMs;
  const shown = (text: string | null) => (last === undefined ? "–" : (text ?? "no data"));
  return (
    <tr>
      <th scope="row" className="row-name">
        {word}
      </th>
      <td className="number">
        {shown(last?.requests == null ? null : Math.round(last.requests).toLocaleString("en-GB"))}
      </td>
      <td className="number">{shown(last?.errorRatio == null ? null : errors.says(last.errorRatio * 100))}</td>
      <td className="number">{shown(last?.latencyMsP99 == null ? null : latency.says(last.latencyMsP99))}</td>
      <td className="number">
        {isOld ? <StatePlate state="STALE" /> : null} {age === null ? "–" : ageText(age)}
      </td>
      <td className={styles["missing"]}>{vitals.why === null ? "nothing" : <Why says={vitals.why} />}</td>
    </tr>
  );
}

/** It may hold a whole query: folded, so that the figures stay in sight. */
function Why({ says }: { says: string }) {
  return (
    <details>
      <summary>a figure could not be read: why</summary>
      <span className={`second small ${styles["why"]}`}>{says}</span>
    </details>
  );
}

const latency: VitalsFigure = {
  ...{ title: "p99", note: "ms, last half hour", least: 100 },
  of: ({ latencyMsP99 }) => latencyMsP99,
  says: (value) => `${Math.round(value).toLocaleString("en-GB")} ms`,
};
const errors: VitalsFigure = {
  ...{ title: "Failed requests", note: "%, last half hour", least: 1 },
  of: ({ errorRatio }) => (errorRatio === null ? null : errorRatio * 100),
  says: (value) => `${Number(value.toFixed(2))} %`,
};

/** New against legacy, with what the gate of the stage allows. */
function Charts({ view, isOld }: { view: RolloutView; isOld: boolean }) {
  const { vitals, now, rollout } = view;
  if ([...vitals.legacy.samples, ...vitals.new.samples].length === 0) return null;
  const gate = gateOf(view);
  const switched = (rollout?.acts ?? []).flatMap(({ act, at }) =>
    act.do === "switched" ? [{ at, percent: act.percent }] : [],
  );
  // Not at the left edge, where its word would lie on the axis.
  const marks = switched.filter(({ at }) => at > now - 1_700_000);
  const both = { legacy: vitals.legacy.samples, fresh: vitals.new.samples, now, marks, isOld };
  return (
    <div className={styles["charts"]}>
      <VitalsChart figure={latency} limit={gate?.latencyMsP99Most ?? null} {...both} />
      <VitalsChart figure={errors} limit={gate === null ? null : gate.errorRatioMost * 100} {...both} />
    </div>
  );
}

/** Of the stage that the traffic is in; before the first, what that one will ask. */
function gateOf({ plan, rollout }: RolloutView): Gate | null {
  const open = rollout !== null && rollout.endedAt === null ? rollout : null;
  const stages = open?.plan.stages ?? plan?.stages ?? [];
  return stages[Math.max(0, open?.state.stage ?? 0)]?.gate ?? null;
}
