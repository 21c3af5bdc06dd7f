import { useMemo } from "react";
import { Mark, type MarkName } from "../ui/mark.tsx";
import { FitText } from "./fit-text.tsx";
import { RollbackSide } from "./rollback-side.tsx";
import type { VitalsOf } from "./run-vitals.tsx";
import { intervalMsOf, silentForMs } from "./source-age.ts";
import styles from "./vitals.module.css";
import { VitalsAxis } from "./vitals-axis.tsx";
import { rolloutCharts } from "./vitals-charts.ts";
import { VitalsPlot } from "./vitals-plot.tsx";
import { wallFigures } from "./wall-figures.ts";
import { clockTime, shortTime } from "./wall-times.ts";

/** Both systems while the traffic goes over: legacy dashed, new solid, and what the gate says. */
export function RolloutVitals({ view, vitals, now, stale, t, texts }: VitalsOf<"rollout">) {
  const figures = wallFigures[texts.language];
  const zone = view.pilot.timeZone;
  const second = Math.floor(now / 1_000) * 1_000;
  const { window, ticks, gapMs, charts } = useMemo(() => rolloutCharts(vitals, second), [vitals, second]);
  const says = t.vitals.cutOver(shortTime(vitals.cutOverAt, zone, { now, locale: texts.locale }));
  const place = { ...{ window, gapMs, stale, t, figures }, cutOver: { at: vitals.cutOverAt, says } };
  const titles = { latency: t.vitals.latencyP99, errors: t.vitals.errors, rate: t.vitals.rate };
  const notes = { latency: t.vitals.strokes, errors: vitals.cutOverAt < window.from ? says : "", rate: "" };
  const silent = charts[0]?.series.some(({ silentMs }) => silentMs !== null) === true;
  return (
    <section className={stale ? `${styles["board"]} ${styles["was"]}` : styles["board"]}>
      <div className={styles["charts"]}>
        {charts.map((chart) => (
          <VitalsPlot key={chart.kind} {...{ chart, place }} title={titles[chart.kind]} note={notes[chart.kind]} />
        ))}
        <VitalsAxis {...{ window, ticks, zone, texts }} />
      </div>
      <div className={styles["side"]}>
        <div className={styles["gate"]}>
          <Gate {...{ view, vitals, now, t, texts }} stale={stale || silent} />
          <hr className={styles["rule"]} />
        </div>
        <Share {...{ view, vitals, now, stale, t, texts }} />
        <hr className={styles["rule"]} />
        <RollbackSide rollback={view.rollback} {...{ zone, now, stale, t, texts }} />
      </div>
    </section>
  );
}

type GateIs = "good" | "bad" | "inconclusive";
const gateMarks: Readonly<Record<GateIs, MarkName>> = { good: "go", bad: "no-go", inconclusive: "inconclusive" };
const gateLooks: Readonly<Record<GateIs, string>> = { good: "pass", bad: "fail", inconclusive: "inconclusive" };

function Gate({ view, vitals: { gate, stands }, stale, t }: VitalsOf<"rollout">) {
  if (gate === null)
    return (
      <>
        <p className={styles["name"]}>{t.vitals.noGate}</p>
        <p>
          <FitText size={40} least={34} lines={3}>
            {stands}
          </FitText>
        </p>
      </>
    );
  const words: Readonly<Record<GateIs, string>> = {
    ...{ good: t.vitals.gateGood, bad: t.vitals.gateBad, inconclusive: t.vitals.gateOpen },
  };
  const word = words[gate.is];
  return (
    <>
      <p className={`${styles["word"]} ${stale ? styles["dead"] : styles[gateLooks[gate.is]]}`}>
        <Mark name={gateMarks[gate.is]} />
        <span>{stale ? t.was(word) : word}</span>
      </p>
      <p className={stale ? styles["dead"] : ""}>
        <FitText size={40} least={34} lines={3}>
          {gate.says}
        </FitText>
      </p>
      <p className={styles["second"]}>
        {t.vitals.gate} {gate.since === null ? "" : t.since(clockTime(gate.since, view.pilot.timeZone))}
      </p>
    </>
  );
}

/** What goes to the new system, and how old that is. */
function Share({ vitals: { newPercent, readAt }, now, stale, t, texts }: VitalsOf<"rollout">) {
  const figures = wallFigures[texts.language];
  const silentMs = silentForMs(readAt, now, intervalMsOf.switch);
  const readText = (at: number | null) =>
    at === null ? "" : t.vitals.readAgo(Math.max(0, Math.round((now - at) / 1_000)));
  const carries = newPercent === null ? t.vitals.notKnown : t.vitals.newCarries(figures.percent(newPercent));
  return (
    <>
      <p className={stale || silentMs !== null ? `${styles["name"]} ${styles["dead"]}` : styles["name"]}>{carries}</p>
      <p className={silentMs === null ? styles["second"] : styles["silent"]}>
        {silentMs === null ? null : <Mark name="stale" />}{" "}
        {silentMs === null ? readText(readAt) : t.staleFor(figures.age(silentMs))}
      </p>
    </>
  );
}
