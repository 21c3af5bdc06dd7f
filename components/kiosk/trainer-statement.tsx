"use client";

import { Mark } from "#components/ui/mark.tsx";
import styles from "./kiosk.module.css";
import { ReadBox } from "./read-box.tsx";
import { useKiosk } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import type { TrainerToSign } from "./use-to-sign.ts";
import { isLong } from "./who-signs.tsx";

/** Each record that will be signed, in full: what the operator did, and what the trainer's signature means. */
export function TrainerStatement({ toSign }: { toSign: readonly TrainerToSign[] }) {
  const t = useMessages();
  const { queue } = useKiosk();
  const sealed = queue.filter(({ arrival }) => arrival.kind === "signed").length;
  const says = toSign.length === 0 ? t.trainer.nobody : t.trainer.note(toSign.length);
  return (
    <ReadBox label={t.trainer.title} of={toSign.map(({ toSign: { sha256 } }) => sha256).join()}>
      <div className={styles["heading"]}>
        <h1 className={styles["title"]} data-long={isLong(t.trainer.title)}>
          {t.trainer.title}
        </h1>
        <p>{says}</p>
        {sealed === 0 ? null : (
          <p className={styles["waiting"]}>
            <Mark name="stale" /> {t.trainer.notArrived(sealed)}
          </p>
        )}
      </div>
      {toSign.map(({ operatorId, toSign: { shown } }) => (
        <div key={operatorId} className={styles["part"]}>
          <p>{t.list.badge(shown.operator.badge, shown.operator.shift)}</p>
          <h2 className={styles["name"]}>{shown.operator.name}</h2>
          <ul className={styles["steps"]}>
            {shown.steps.map(({ id, shows }) => (
              <li key={id}>
                <Mark name="go" />
                {shows}
              </li>
            ))}
          </ul>
          <p className={styles["meaning"]}>{shown.meaning}</p>
        </div>
      ))}
    </ReadBox>
  );
}
