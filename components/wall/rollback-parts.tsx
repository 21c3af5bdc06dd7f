import type { WallRollback } from "#lib/displays/core/wall-view.ts";
import { Mark, type MarkName } from "../ui/mark.tsx";
import { FitText } from "./fit-text.tsx";
import type { VitalsRollbackTexts } from "./messages/vitals-rollback.ts";
import styles from "./rollback.module.css";
import { type PartState, partState, partTimes, type RollbackPart, spanText } from "./rollback-clock.ts";

type Props = { rollback: WallRollback; now: number; stale: boolean; t: VitalsRollbackTexts };

/** The seven parts in their order, so that a place means a part. */
export function RollbackParts({ rollback: { phases, noticedAt }, now, stale, t }: Props) {
  const { rollback: words } = t;
  return (
    <table className={styles["parts"]}>
      <thead>
        <tr>
          <th>{words.part}</th>
          <td />
          <th className={styles["figure"]}>{words.began}</th>
          <th className={styles["figure"]}>{words.tookHead}</th>
          <th className={styles["figure"]}>{words.rehearsedHead}</th>
          <th className={styles["seen"]}>{words.seen}</th>
        </tr>
      </thead>
      <tbody>
        {phases.map((part) => (
          <Part key={part.phase} {...{ part, noticedAt, now, stale, t }} />
        ))}
      </tbody>
    </table>
  );
}

const marks: Readonly<Record<PartState, MarkName>> = {
  ...{ done: "go", wrong: "no-go", running: "running", "not-yet": "inconclusive" },
};

type PartProps = { part: RollbackPart; noticedAt: number | null; now: number; stale: boolean; t: VitalsRollbackTexts };

function Part({ part, noticedAt, now, stale, t }: PartProps) {
  const state = partState(part);
  const { began, took } = partTimes(part, { noticedAt, now });
  const { states, wasStates } = t.rollback;
  return (
    <tr className={styles[`is-${state}`]}>
      <th scope="row">{t.rollback.phases[part.phase]}</th>
      <td className={styles["state"]}>
        <Mark name={marks[state]} /> {stale ? wasStates[state] : states[state]}
      </td>
      <td className={styles["figure"]}>{began}</td>
      <td className={`${styles["figure"]} ${styles["took"]}`}>{took}</td>
      <td className={`${styles["figure"]} ${styles["rehearsed"]}`}>
        {part.rehearsedMs === null ? "–" : spanText(part.rehearsedMs)}
      </td>
      <td className={styles["seen"]}>
        <FitText size={40} least={34} lines={2} className={styles["says"]}>
          {part.says}
        </FitText>
      </td>
    </tr>
  );
}
