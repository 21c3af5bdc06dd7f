import Link from "next/link";
import type { ComparedPair } from "#lib/load/core/comparison.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./compare.module.css";
import { SaysWord } from "./says-word.tsx";

type Props = { pilot: string; pairs: readonly ComparedPair[]; drift: readonly string[]; mayStart: boolean };

/** The answer at a glance: of each pair a word and its sentence, and what speaks against relying on it. */
export function CompareVerdicts({ pilot, pairs, drift, mayStart }: Props) {
  const base = pairs[0]?.base;
  return (
    <section className={styles["verdicts"]} aria-label="What the comparison says">
      {pairs.map(({ other, says, sentence, unlike }) => (
        <div key={other} className={styles["pair"]}>
          <p className={styles["large"]}>
            <SaysWord says={says} />
          </p>
          <div>
            <p className={styles["sentence"]}>{sentence}</p>
            {unlike.map((warning) => (
              <p key={warning} className={styles["unlike"]}>
                <Mark name="warning" /> {warning}
              </p>
            ))}
          </div>
        </div>
      ))}
      <div className={`second ${styles["drift"]}`}>
        {drift.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {mayStart && base !== undefined ? (
          <p>
            <Link href={`/${pilot}/runs/new?from=${base}`}>Run {base} once more with the same inputs</Link>
          </p>
        ) : null}
      </div>
    </section>
  );
}
