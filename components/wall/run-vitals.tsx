import { useMemo } from "react";
import type { WallView, WallVitals } from "#lib/displays/core/wall-view.ts";
import { Mark, type MarkName } from "../ui/mark.tsx";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import type { VitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import styles from "./vitals.module.css";
import { VitalsAxis } from "./vitals-axis.tsx";
import { runCharts, type VerdictLook, verdictLook } from "./vitals-charts.ts";
import { VitalsPlot } from "./vitals-plot.tsx";
import { wallFigures } from "./wall-figures.ts";
import { shortTime } from "./wall-times.ts";

export type VitalsOf<Kind> = {
  view: WallView;
  vitals: Extract<WallVitals, { kind: Kind }>;
  now: number;
  stale: boolean;
  t: VitalsRollbackTexts;
  texts: WallTexts;
};

const marks: Readonly<Record<VerdictLook["is"], MarkName>> = {
  ...{ pass: "go", fail: "no-go", inconclusive: "inconclusive", none: "running" },
};

/** A load run as it goes on, or as it ended. */
export function RunVitals({ view, vitals, now, stale, t, texts }: VitalsOf<"run">) {
  const figures = wallFigures[texts.language];
  // Between two seconds nothing of a chart changes but its age.
  const second = Math.floor(now / 1_000) * 1_000;
  const { window, ticks, gapMs, charts } = useMemo(() => runCharts(vitals, second), [vitals, second]);
  const titles = { latency: t.vitals.latency, errors: t.vitals.errors, rate: t.vitals.rate };
  const place = { ...{ window, gapMs, stale, t, figures }, cutOver: null };
  const isSilent = charts.some(({ series }) => series.some(({ silentMs }) => silentMs !== null));
  return (
    <section className={stale ? `${styles["board"]} ${styles["was"]}` : styles["board"]}>
      <div className={styles["charts"]}>
        {charts.map((chart) => (
          <VitalsPlot key={chart.kind} {...{ chart, place }} title={titles[chart.kind]} note="" />
        ))}
        <VitalsAxis {...{ window, ticks, texts }} zone={view.pilot.timeZone} />
      </div>
      <div className={styles["side"]}>
        <Verdict {...{ vitals, t }} dead={stale || isSilent} />
        <hr className={styles["rule"]} />
        <p className={styles["name"]}>{t.vitals.run(vitals.number)}</p>
        <p className={styles["second"]}>
          <FitText size={40} least={34} lines={3}>
            {vitals.scenario}
          </FitText>
        </p>
        <p className={styles["second"]}>{spentText({ vitals, now, t, texts, zone: view.pilot.timeZone })}</p>
      </div>
    </section>
  );
}

type VerdictProps = { vitals: VitalsOf<"run">["vitals"]; t: VitalsRollbackTexts; dead: boolean };

function Verdict({ vitals, t, dead }: VerdictProps) {
  const { is, word, isSoFar } = verdictLook(vitals.verdict);
  return (
    <>
      <p className={styles["lead"]}>{dead ? t.was("") : isSoFar ? t.vitals.would : " "}</p>
      <p className={`${styles["word"]} ${styles["verdict"]} ${dead ? styles["dead"] : styles[is]}`}>
        <Mark name={marks[is]} />
        <span>{word}</span>
      </p>
      <p className={dead ? styles["dead"] : ""}>
        <FitText size={42} least={36} lines={3}>
          {vitals.sentence}
        </FitText>
      </p>
    </>
  );
}

type Spent = Pick<VitalsOf<"run">, "vitals" | "now" | "t" | "texts"> & { zone: string };

function spentText({ vitals: { startedAt, endedAt, plannedSeconds }, now, t, texts, zone }: Spent): string {
  const figures = wallFigures[texts.language];
  if (endedAt !== null) return t.vitals.endedAt(shortTime(endedAt, zone, { now, locale: texts.locale }));
  if (startedAt === null) return t.vitals.waits;
  return t.vitals.soFar(figures.age(now - startedAt), figures.age(plannedSeconds * 1_000));
}
