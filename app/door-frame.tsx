import type { ReactNode } from "react";
import styles from "./door.module.css";

type Props = {
  title: string;
  note?: string;
  /** Under the name in the rail, such as "first start". */
  place?: string;
  aside?: ReactNode;
  children: ReactNode;
};

/** The page around what is shown before anybody is known: the rail with nothing of any pilot in it, a heading, one column or two. */
export function DoorFrame({ title, note, place, aside, children }: Props) {
  return (
    <div className={styles["door"]}>
      <header className={styles["rail"]}>
        <p className={styles["mark"]}>Gantry</p>
        {place === undefined ? null : <p className={styles["place"]}>{place}</p>}
      </header>
      <main className={styles["page"]}>
        <div className={styles["heading"]}>
          <h1>{title}</h1>
          {note === undefined ? null : <p>{note}</p>}
        </div>
        <div className={styles["columns"]}>
          <div className={styles["main"]}>{children}</div>
          {aside === undefined ? null : <section className={styles["aside"]}>{aside}</section>}
        </div>
      </main>
    </div>
  );
}
