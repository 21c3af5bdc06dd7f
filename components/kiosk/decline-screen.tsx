"use client";

import { useState } from "react";
import type { KioskOperator } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import type { Said } from "./say-became.ts";
import { useDevice, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { WhoSigns } from "./who-signs.tsx";

type Props = { operator: KioskOperator; language: Language; onBack(): void; onDone(said: Said): void };

const mostCharacters = 300;

/** One tap on a reason, or a few words. */
export function DeclineScreen({ operator, language, onBack, onDone }: Props) {
  const t = useMessages();
  const device = useDevice();
  const clock = useServerClock();
  const [isBusy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);

  const send = async (reason: string) => {
    setBusy(true);
    const became = await device.seal({ kind: "declined", operatorId: operator.id, secret: { reason } }, language);
    onDone({ name: operator.name, became, time: clock.now });
  };

  return (
    <main className={`${styles["words"]} ${styles["decline"]}`}>
      <WhoSigns as={t.decline.title} operator={operator} />
      <p>{t.decline.note}</p>
      {words === null ? (
        <div className={styles["reasons"]}>
          {t.decline.reasons.map((reason) => (
            <button
              key={reason}
              type="button"
              className={styles["button"]}
              disabled={isBusy}
              onClick={() => send(reason)}
            >
              {reason}
            </button>
          ))}
          <button type="button" className={styles["button"]} disabled={isBusy} onClick={() => setWords("")}>
            {t.decline.other}
          </button>
        </div>
      ) : (
        <OwnWords words={words} isBusy={isBusy} onWords={setWords} onSend={() => send(words.trim())} />
      )}
      <button type="button" className={styles["button"]} disabled={isBusy} onClick={onBack}>
        {t.decline.back}
      </button>
    </main>
  );
}

type WordsProps = { words: string; isBusy: boolean; onWords(words: string): void; onSend(): void };

function OwnWords({ words, isBusy, onWords, onSend }: WordsProps) {
  const t = useMessages();
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <label htmlFor="reason">{t.decline.say}</label>
      <textarea
        id="reason"
        className={styles["field"]}
        maxLength={mostCharacters}
        rows={2}
        value={words}
        onChange={(event) => onWords(event.target.value)}
      />
      <button
        type="submit"
        className={`${styles["button"]} ${styles["primary"]}`}
        disabled={isBusy || words.trim() === ""}
      >
        {t.decline.send}
      </button>
    </form>
  );
}
