"use client";

import { useState } from "react";
import { isTrivialPin } from "#lib/training/core/is-trivial-pin.ts";
import type { KioskOperator } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import { LanguageButtons } from "./language-buttons.tsx";
import { sayBecame } from "./say-became.ts";
import { TwoTimes } from "./two-times.tsx";
import { useDevice, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { WhoSigns } from "./who-signs.tsx";

type Props = {
  operator: KioskOperator;
  language: Language;
  onLanguage(language: Language): void;
  onBack(): void;
  /** It is set, or sealed: signing comes next. */
  onSet(): void;
};

/** In front of the trainer, once an operator. */
export function SetPinScreen({ operator, language, onLanguage, onBack, onSet }: Props) {
  const t = useMessages();
  const device = useDevice();
  const clock = useServerClock();
  const [isBusy, setBusy] = useState(false);
  const [says, setSays] = useState("");

  const set = async (pin: string) => {
    setBusy(true);
    const became = await device.seal({ kind: "pin-set", operatorId: operator.id, secret: { pin } }, language);
    setBusy(false);
    if (became === null || became.result === "pin-set" || became.result === "pin-already-set") return onSet();
    if (became.result === "pin-trivial") setSays(t.setPin.trivial);
    else setSays(sayBecame(t, { name: operator.name, became, time: clock.now }));
  };

  return (
    <TwoTimes
      titles={[t.setPin.first, t.setPin.second]}
      act={t.setPin.set}
      differ={t.setPin.differ}
      refuses={(pin) => (isTrivialPin(pin, operator.badge) ? t.setPin.trivial : null)}
      says={says}
      isBusy={isBusy}
      onSet={set}
    >
      <div className={styles["left"]}>
        <div className={styles["read"]}>
          <WhoSigns as={t.setPin.as} operator={operator} />
          <div className={styles["part"]}>
            <h2>{t.setPin.title}</h2>
            <p className={styles["meaning"]}>{t.setPin.rules}</p>
          </div>
        </div>
        <LanguageButtons chosen={language} onChoose={onLanguage} />
        <button type="button" className={styles["button"]} onClick={onBack}>
          {t.setPin.back}
        </button>
      </div>
    </TwoTimes>
  );
}
