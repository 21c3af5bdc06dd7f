"use client";

import { Mark, type MarkName } from "#components/ui/mark.tsx";
import styles from "./kiosk.module.css";
import type { Tried } from "./trainer-screen.tsx";
import { useMessages } from "./use-messages.ts";

/** What became of each record. */
export function TrainerResults({ became, people, onDone }: Tried & { onDone(): void }) {
  const t = useMessages();
  const of = ({ operatorId }: { operatorId: string }): [MarkName, string] => {
    if (became === null) return ["stale", t.trainer.waiting];
    const result = became.operators.find((one) => one.operatorId === operatorId)?.result;
    if (result === "signed" || result === "already-signed") return ["go", t.trainer.signed];
    return ["no-go", result === "content-changed" ? t.trainer.changed : t.trainer.notTaken];
  };
  return (
    <main className={styles["words"]}>
      <h1 className={styles["title"]}>{t.trainer.results}</h1>
      <ul className={styles["names"]}>
        {people.map((person) => {
          const [mark, words] = of(person);
          return (
            <li key={person.operatorId}>
              <span>{person.name}</span>
              <span className={mark === "go" ? styles["good"] : mark === "no-go" ? styles["wrong"] : styles["waiting"]}>
                <Mark name={mark} /> {words}
              </span>
            </li>
          );
        })}
      </ul>
      <button type="button" className={`${styles["button"]} ${styles["primary"]}`} onClick={onDone}>
        {t.trainer.done}
      </button>
    </main>
  );
}
