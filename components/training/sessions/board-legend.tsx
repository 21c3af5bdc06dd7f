import { outcomes } from "#lib/training/core/acts.ts";
import { Mark } from "../../ui/mark.tsx";
import styles from "./board.module.css";
import { outcomeMarks, outcomeWords } from "./say-session.ts";

/** What the glyphs of the closed columns say, and the keys. */
export function BoardLegend() {
  return (
    <p className={styles["legend"]}>
      {outcomes.map((outcome, at) => (
        <span key={outcome} className={styles[outcome]}>
          <Mark name={outcomeMarks[outcome]} /> {outcomeWords[outcome]} <span className="key">{at + 1}</span>
        </span>
      ))}
      <span className="second">
        <span className="key">j</span> <span className="key">k</span> operator, <span className="key">←</span>{" "}
        <span className="key">→</span> column
      </span>
    </p>
  );
}
