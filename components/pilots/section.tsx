import type { ReactNode } from "react";
import styles from "./settings.module.css";

type Props = { number: number; id: string; title: string; note?: string; end?: ReactNode; children: ReactNode };

/** A numbered part of the settings; the number is its key. */
export function Section({ number, id, title, note, end, children }: Props) {
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <span className={styles["margin"]} aria-hidden="true">
        {number}
      </span>
      <div className={styles["title"]}>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {note === undefined ? null : <span className="second small">{note}</span>}
        {end === undefined ? null : <span className={styles["end"]}>{end}</span>}
      </div>
      {children}
    </section>
  );
}
