"use client";

import styles from "./wall.module.css";
import { browserTexts } from "./wall-texts.ts";

/** Dark but for one sentence: nothing of the pilot is left. */
export function RevokedScreen({ onPair }: { onPair(): void }) {
  const { revoked, language } = browserTexts();
  return (
    <main className={`${styles["wall"]} ${styles["alone"]}`} lang={language}>
      <h1>{revoked.title}</h1>
      <p className={styles["second"]}>{revoked.note}</p>
      <button type="button" onClick={onPair}>
        {revoked.newCode}
      </button>
    </main>
  );
}
