"use client";

import { useState } from "react";
import styles from "./kiosk.module.css";
import { useMessages } from "./use-messages.ts";

type Props = { id: string; value: string; onChange(value: string): void };

/** Typed with the tablet's own keyboard; never kept on the device. */
export function PasswordField({ id, value, onChange }: Props) {
  const t = useMessages();
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <label htmlFor={id}>{t.trainer.password}</label>
      <div className={styles["side-by-side"]}>
        <input
          id={id}
          className={styles["field"]}
          type={isShown ? "text" : "password"}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <button
          type="button"
          className={`${styles["button"]} ${styles["narrow"]}`}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t.trainer.hide : t.trainer.show}
        </button>
      </div>
    </div>
  );
}
