"use client";

import { useEffect, useState } from "react";
import { KioskDevice } from "#lib/training/browser/kiosk-device.ts";
import type { Language } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import { KioskScreens } from "./kiosk-screens.tsx";
import { useStayHere } from "./stay-here.ts";
import { DeviceContext } from "./use-device.ts";
import { useOfflinePage } from "./use-offline-page.ts";

/** Everything that the tablet shows. What it knows lives in the device's keeping, not in this page. */
export function Kiosk() {
  const [device, setDevice] = useState<KioskDevice | null>(null);
  const isOfflineOff = useOfflinePage();
  useStayHere();
  useEffect(() => {
    const own = new KioskDevice(browserLanguage());
    setDevice(own);
    return own.start();
  }, []);
  if (device === null)
    return (
      <div className={styles["kiosk"]}>
        <div className={styles["head"]} />
      </div>
    );
  return (
    <DeviceContext value={device}>
      <KioskScreens isOfflineOff={isOfflineOff} />
    </DeviceContext>
  );
}

/** Until somebody chooses. */
function browserLanguage(): Language {
  return navigator.language.startsWith("de") ? "de" : "en";
}
