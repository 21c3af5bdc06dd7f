"use client";

import { useState } from "react";
import styles from "./kiosk.module.css";
import { LanguageButtons } from "./language-buttons.tsx";
import { TwoTimes } from "./two-times.tsx";
import { useDevice, useKiosk } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";

/** First thing after the tablet is handed out: the code that opens its screen. */
export function CodeScreen() {
  const t = useMessages();
  const device = useDevice();
  const { language } = useKiosk();
  const [isBusy, setBusy] = useState(false);
  return (
    <TwoTimes
      titles={[t.lock.code, t.lock.again]}
      act={t.lock.set}
      differ={t.lock.differ}
      refuses={() => null}
      says=""
      isBusy={isBusy}
      onSet={(code) => {
        setBusy(true);
        void device.setCode(code);
      }}
    >
      <div className={styles["left"]}>
        <div className={styles["read"]}>
          <h1 className={styles["title"]}>{t.lock.setTitle}</h1>
          <p className={styles["meaning"]}>{t.lock.setNote}</p>
        </div>
        <LanguageButtons chosen={language} onChoose={device.setLanguage} />
      </div>
    </TwoTimes>
  );
}
