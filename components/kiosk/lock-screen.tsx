"use client";

import { useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import styles from "./kiosk.module.css";
import { PinPad } from "./pin-pad.tsx";
import { useDevice, useKiosk, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { pinDigits, usePin } from "./use-pin.ts";

/** Hides the names until the tablet's code is typed. Whoever forgot it ends the kiosk with a password. */
export function LockScreen({ onExit }: { onExit(): void }) {
  const t = useMessages();
  const device = useDevice();
  const pin = usePin();
  const waitSeconds = useWaitSeconds();
  const [tried, setTried] = useState<"no" | "busy" | "wrong">("no");
  const open = async () => {
    setTried("busy");
    const opened = await device.unlock(pin.typed);
    pin.press("clear");
    if (!opened) setTried("wrong");
  };
  const says = waitSeconds > 0 ? t.lock.waits(waitSeconds) : tried === "wrong" ? t.lock.wrong : "";
  return (
    <main className={styles["columns"]}>
      <div className={styles["left"]}>
        <div className={styles["read"]}>
          <h1 className={styles["title"]}>{t.lock.title}</h1>
          <p className={styles["meaning"]}>{t.lock.note}</p>
        </div>
        <button type="button" className={styles["button"]} onClick={onExit}>
          {t.list.back}
        </button>
      </div>
      <div className={styles["right"]}>
        <PinPad pin={pin} title={t.lock.code} isBusy={tried === "busy" || waitSeconds > 0} />
        <button
          type="button"
          className={`${styles["button"]} ${styles["act"]} ${styles["primary"]}`}
          disabled={pin.typed.length < pinDigits || tried === "busy" || waitSeconds > 0}
          onClick={open}
        >
          {pin.typed.length < pinDigits ? <Mark name="locked" /> : null} {t.lock.open}
        </button>
        <p className={`${styles["under"]} ${styles["wrong"]}`} role="alert">
          {says}
        </p>
      </div>
    </main>
  );
}

function useWaitSeconds(): number {
  const { lock } = useKiosk();
  const { ms } = useServerClock();
  return lock === null ? 0 : Math.max(0, Math.ceil((lock.waitsUntil - ms) / 1_000));
}
