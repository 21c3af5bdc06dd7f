"use client";

import styles from "./kiosk.module.css";
import { useMessages } from "./use-messages.ts";
import { type Pin, type PinKey, pinDigits } from "./use-pin.ts";

const rows: readonly PinKey[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"];

/** Squares, never digits: whoever stands beside sees how many, not which. */
export function PinPad({ pin, title, isBusy = false }: { pin: Pin; title: string; isBusy?: boolean }) {
  const t = useMessages();
  const slots = Array.from({ length: pinDigits }, (_, at) => at);
  const words: Partial<Record<PinKey, string>> = { clear: t.sign.clear, delete: t.sign.delete };
  return (
    <>
      <h2>{title}</h2>
      <div className={styles["slots"]} role="img" aria-label={t.sign.digits(pin.typed.length)}>
        {slots.map((at) => (
          <span
            key={at}
            className={styles["slot"]}
            data-filled={at < pin.typed.length}
            data-next={at === pin.typed.length}
          />
        ))}
      </div>
      <div className={styles["keys"]}>
        {rows.map((key) => (
          <button
            key={key}
            type="button"
            className={`${styles["button"]} ${words[key] === undefined ? styles["digit"] : ""}`}
            disabled={isBusy}
            onClick={() => pin.press(key)}
          >
            {words[key] ?? key}
          </button>
        ))}
      </div>
    </>
  );
}
