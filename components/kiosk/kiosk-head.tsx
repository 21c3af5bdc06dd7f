"use client";

import { useContext } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { textIn } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import { useKiosk, useServerClock } from "./use-device.ts";
import { LanguageContext, useMessages } from "./use-messages.ts";

/** Which session, where, and whether the server answers. It names nobody, and so stands over a locked screen too. */
export function KioskHead() {
  const t = useMessages();
  const language = useContext(LanguageContext);
  const { view } = useKiosk();
  if (view === null)
    return (
      <header className={styles["head"]}>
        <span>Gantry</span>
      </header>
    );
  const { session, module, pilot } = view;
  return (
    <header className={styles["head"]}>
      <span>{t.session(`${session.name}, ${module.code} ${textIn(module.name, language)}`)}</span>
      <span>{`${pilot.name}, ${pilot.site}`}</span>
      <Connection />
    </header>
  );
}

function Connection() {
  const t = useMessages();
  const { offlineSince } = useKiosk();
  const clock = useServerClock();
  if (offlineSince === null)
    return (
      <span className={styles["live"]}>
        <Mark name="go" /> {t.live(clock.now)}
      </span>
    );
  return (
    <span className={styles["offline"]}>
      <Mark name="stale" /> {t.offline(clock.at(offlineSince), clock.now)}
    </span>
  );
}
