"use client";

import type { BoardProps } from "./board.ts";
import { vitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import { RolloutVitals } from "./rollout-vitals.tsx";
import { RunVitals } from "./run-vitals.tsx";
import styles from "./vitals.module.css";

/** B. How the systems do: the live run before the launch, both systems from the cut-over on. */
export function BoardVitals({ view, now, stale, texts }: BoardProps) {
  const t = vitalsRollbackTexts[texts.language];
  const { vitals } = view;
  if (vitals?.kind === "run") return <RunVitals {...{ view, vitals, now, stale, t, texts }} />;
  if (vitals?.kind === "rollout") return <RolloutVitals {...{ view, vitals, now, stale, t, texts }} />;
  return (
    <section className={styles["empty"]}>
      <h2>{t.vitals.emptyTitle}</h2>
      {t.vitals.empty.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
