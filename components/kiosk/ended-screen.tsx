"use client";

import styles from "./kiosk.module.css";
import { useKiosk } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";

type Why = "closed" | "over" | "insecure" | "never" | "starting";

/** Nothing can be signed here: why, and what to do. `onExit`: null where there is no kiosk to end. */
export function EndedScreen({ why, onExit }: { why: Why; onExit: (() => void) | null }) {
  const t = useMessages();
  const { queue } = useKiosk();
  if (why === "starting")
    return (
      <main className={styles["words"]}>
        <h1 className={styles["title"]}>{t.starting}</h1>
      </main>
    );
  const note = {
    closed: t.ended.closedNote,
    over: t.ended.overNote,
    insecure: t.ended.insecureNote,
    never: t.ended.neverNote,
  };
  return (
    <main className={styles["words"]}>
      <h1 className={styles["title"]}>{t.ended[why]}</h1>
      <p>{note[why]}</p>
      {queue.length === 0 ? null : <p className={styles["waiting"]}>{t.ended.unsent(queue.length)}</p>}
      {onExit === null ? (
        <button type="button" className={styles["button"]} onClick={() => window.location.reload()}>
          {t.ended.tryAgain}
        </button>
      ) : (
        <button type="button" className={styles["button"]} onClick={onExit}>
          {t.list.back}
        </button>
      )}
    </main>
  );
}
