"use client";

import { useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { KioskOperator } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import { LanguageButtons } from "./language-buttons.tsx";
import { PinPad } from "./pin-pad.tsx";
import type { Said } from "./say-became.ts";
import { Statement } from "./statement.tsx";
import { useDevice, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { pinDigits, usePin } from "./use-pin.ts";

type Props = {
  operator: KioskOperator;
  language: Language;
  onLanguage(language: Language): void;
  onDecline(): void;
  /** Back to the list, with what to say there. */
  onDone(said: Said | null): void;
};

export function SignScreen({ operator, language, onLanguage, onDecline, onDone }: Props) {
  const t = useMessages();
  const ready = operator.shown[language];
  if (ready === null) return null;
  return (
    <main className={styles["columns"]}>
      <div className={styles["left"]}>
        <Statement toSign={ready} />
        <LanguageButtons chosen={language} onChoose={onLanguage} />
        <div className={styles["side-by-side"]}>
          <button type="button" className={styles["button"]} onClick={() => onDone(null)}>
            {t.sign.notMe}
          </button>
          <button type="button" className={styles["button"]} onClick={onDecline}>
            {t.sign.disagree}
          </button>
        </div>
      </div>
      <SignPad operator={operator} language={language} sha256={ready.sha256} onDone={onDone} />
    </main>
  );
}

type PadProps = Pick<Props, "operator" | "language" | "onDone"> & { sha256: string };

/** The server judges the PIN, now or once it is back: nothing on the device knows whether it is right. */
function SignPad({ operator, language, sha256, onDone }: PadProps) {
  const t = useMessages();
  const device = useDevice();
  const clock = useServerClock();
  const pin = usePin();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const missing = pinDigits - pin.typed.length;

  const sign = async () => {
    setBusy(true);
    const became = await device.seal(
      { kind: "signed", operatorId: operator.id, sha256, secret: { pin: pin.typed } },
      language,
    );
    pin.press("clear");
    setBusy(false);
    if (became?.result === "pin-wrong") setWrong(t.sign.wrong(became.triesLeft));
    else onDone({ name: operator.name, became, time: clock.now });
  };

  return (
    <div className={styles["right"]}>
      <PinPad pin={pin} title={t.sign.pin} isBusy={isBusy} />
      <button
        type="button"
        className={`${styles["button"]} ${styles["act"]} ${styles["primary"]}`}
        disabled={missing > 0 || isBusy}
        onClick={sign}
      >
        {missing > 0 ? <Mark name="locked" /> : null} {isBusy ? t.sign.judging : t.sign.sign}
      </button>
      <p className={`${styles["note"]} ${styles["under"]}`} role="status">
        {wrong === null || missing < pinDigits ? null : <span className={styles["wrong"]}>{wrong} </span>}
        {missing > 0 ? t.sign.moreDigits(missing) : ""} {wrong === null ? t.sign.triesLeft(operator.triesLeft) : ""}
      </p>
    </div>
  );
}
