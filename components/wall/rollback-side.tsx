import type { WallRollback } from "#lib/displays/core/wall-view.ts";
import { Mark, type MarkName } from "../ui/mark.tsx";
import { FitText } from "./fit-text.tsx";
import type { WallTexts } from "./messages/messages.ts";
import type { VitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import { type ClockLook, clockFace, spanText } from "./rollback-clock.ts";
import styles from "./vitals.module.css";
import { dayOf } from "./wall-times.ts";

type Props = {
  rollback: WallRollback;
  zone: string;
  now: number;
  stale: boolean;
  t: VitalsRollbackTexts;
  texts: WallTexts;
};

/** The rollback clock in the corner of the vitals: armed while something is over. */
export function RollbackSide({ rollback, zone, now, stale, t, texts }: Props) {
  const face = clockFace(rollback, now);
  const isStarted = rollback.is === "running" || rollback.is === "back";
  const word = t.vitals.backIs[rollback.is];
  return (
    <>
      <p className={styles["name"]}>{t.vitals.clock}</p>
      <p className={`${styles["clock"]} ${stale ? styles["dead"] : styles[face.look]}`} role="timer">
        {face.text}
      </p>
      <p className={`${styles["armed"]} ${stale ? styles["dead"] : ""}`}>
        <Mark name={isStarted ? clockMarks[face.look] : "due"} />
        <FitText size={42} least={34}>
          {stale ? t.was(word) : word}
        </FitText>
      </p>
      <p className={styles["second"]}>{rehearsalText(rollback.rehearsal, { zone, t, texts })}</p>
      <p className={styles["second"]}>
        <FitText size={38} least={34} lines={2}>
          {isStarted ? rollback.reason : t.vitals.starts(rollback.people)}
        </FitText>
      </p>
    </>
  );
}

export const clockMarks: Readonly<Record<ClockLook, MarkName>> = {
  ...{ plain: "running", hold: "warning", "no-go": "no-go", go: "go" },
};

type Place = { zone: string; t: VitalsRollbackTexts; texts: WallTexts };

/** How long it took when it was last practised. */
export function rehearsalText(rehearsal: WallRollback["rehearsal"], { zone, t, texts }: Place): string {
  if (rehearsal === null) return t.rollback.neverRehearsed;
  const say = rehearsal.drill ? t.rollback.drilled : t.rollback.rehearsed;
  return say(spanText(rehearsal.tookMs), dayOf(rehearsal.at, zone, texts.locale));
}
