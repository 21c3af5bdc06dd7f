"use client";

import { type ReactNode, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import styles from "./kiosk.module.css";
import { PinPad } from "./pin-pad.tsx";
import { useMessages } from "./use-messages.ts";
import { pinDigits, usePin } from "./use-pin.ts";

type Props = {
  titles: readonly [first: string, second: string];
  act: string;
  differ: string;
  /** Null: the six digits will do; else what is wrong with them. */
  refuses(digits: string): string | null;
  /** What went wrong with what was set before. */
  says: string;
  isBusy: boolean;
  onSet(digits: string): void;
  children: ReactNode;
};

/** Six digits that are chosen are typed twice. */
export function TwoTimes({ titles, act, differ, refuses, says, isBusy, onSet, children }: Props) {
  const t = useMessages();
  const pin = usePin();
  const [first, setFirst] = useState<string | null>(null);
  const [wrong, setWrong] = useState("");
  const isFull = pin.typed.length === pinDigits;

  const go = () => {
    const { typed } = pin;
    pin.press("clear");
    const refused = refuses(typed);
    setWrong(refused ?? (first !== null && first !== typed ? differ : ""));
    if (refused !== null || (first !== null && first !== typed)) return setFirst(null);
    if (first === null) setFirst(typed);
    else onSet(typed);
  };

  return (
    <main className={styles["columns"]}>
      {children}
      <div className={styles["right"]}>
        <PinPad pin={pin} title={titles[first === null ? 0 : 1]} isBusy={isBusy} />
        <button
          type="button"
          className={`${styles["button"]} ${styles["act"]} ${styles["primary"]}`}
          disabled={!isFull || isBusy}
          onClick={go}
        >
          {isFull ? null : <Mark name="locked" />} {first === null ? t.setPin.next : act}
        </button>
        <p className={styles["under"]} role="status">
          {wrong !== "" || (says !== "" && first === null) ? (
            <span className={styles["wrong"]}>{wrong || says}</span>
          ) : isFull ? null : (
            t.sign.moreDigits(pinDigits - pin.typed.length)
          )}
        </p>
      </div>
    </main>
  );
}
