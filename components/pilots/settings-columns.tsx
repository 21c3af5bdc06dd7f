import type { ReactNode } from "react";
import styles from "./settings.module.css";

/** The page's body: what needs the full width on top, then two columns where there is room. */
export function SettingsColumns({ top, left, right }: { top: ReactNode; left: ReactNode; right: ReactNode }) {
  return (
    <div className={styles["page"]}>
      {top}
      <div className={styles["columns"]}>
        <div>{left}</div>
        <div>{right}</div>
      </div>
    </div>
  );
}
