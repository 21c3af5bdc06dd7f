"use client";

import { type Language, languageNames, languages } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";

type Props = { chosen: Language; onChoose(language: Language): void };

export function LanguageButtons({ chosen, onChoose }: Props) {
  return (
    <div className={styles["side-by-side"]}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles["button"]}
          aria-pressed={language === chosen}
          onClick={() => onChoose(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}
