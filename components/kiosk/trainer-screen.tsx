"use client";

import { type FormEvent, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Became } from "#lib/training/browser/kiosk-device.ts";
import { trainerKey } from "#lib/training/browser/kiosk-state.ts";
import type { KioskView } from "#lib/training/core/kiosk-view.ts";
import type { Language } from "#lib/training/core/language.ts";
import styles from "./kiosk.module.css";
import { PasswordField } from "./password-field.tsx";
import { sayBecame } from "./say-became.ts";
import { TrainerResults } from "./trainer-results.tsx";
import { TrainerStatement } from "./trainer-statement.tsx";
import { useDevice, useKiosk, useServerClock } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";
import { useToSign } from "./use-to-sign.ts";

type Props = { view: KioskView; language: Language; onDone(): void };

export type Tried = { became: Became; people: readonly { operatorId: string; name: string }[] };

/** One password for all who wait, one record each. */
export function TrainerScreen({ view, language, onDone }: Props) {
  const t = useMessages();
  const now = useToSign(view, language);
  const [sent, setSent] = useState<typeof now | null>(null);
  // What was sent stays on the screen until it is answered.
  const toSign = sent ?? now;
  const [tried, setTried] = useState<Tried | null>(null);
  const late = useLateAnswer();
  const became = tried === null ? null : (tried.became ?? late);
  const isWrong = became?.result === "password-wrong" || became?.result === "device-waits";
  if (tried !== null && !isWrong) return <TrainerResults became={became} people={tried.people} onDone={onDone} />;
  return (
    <main className={styles["columns"]}>
      <div className={styles["left"]}>
        <TrainerStatement toSign={toSign} />
        <button type="button" className={styles["button"]} onClick={onDone}>
          {t.trainer.done}
        </button>
      </div>
      <TrainerForm
        view={view}
        language={language}
        toSign={toSign}
        became={became}
        onSend={() => setSent(now)}
        onTried={(one) => {
          setSent(null);
          setTried(one);
        }}
      />
    </main>
  );
}

/** What came for the last one, where it was waited for no longer; null: it was not sent yet. */
function useLateAnswer(): Became {
  const { queue, answers } = useKiosk();
  if (queue.some(({ arrival }) => arrival.kind === "trainer-signed")) return null;
  return answers[trainerKey]?.answer ?? null;
}

type FormProps = Pick<Props, "view" | "language"> & {
  toSign: ReturnType<typeof useToSign>;
  became: Became;
  onSend(): void;
  onTried(tried: Tried): void;
};

function TrainerForm({ view, language, toSign, became, onSend, onTried }: FormProps) {
  const t = useMessages();
  const device = useDevice();
  const clock = useServerClock();
  const [password, setPassword] = useState("");
  const [isBusy, setBusy] = useState(false);

  const sign = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    onSend();
    const signs = toSign.map(({ operatorId, toSign: { sha256 } }) => ({ operatorId, sha256 }));
    const answered = await device.seal({ kind: "trainer-signed", signs, secret: { password } }, language);
    setPassword("");
    setBusy(false);
    onTried({
      became: answered,
      people: toSign.map(({ operatorId, toSign: { shown } }) => ({ operatorId, name: shown.operator.name })),
    });
  };

  return (
    <form className={styles["right"]} onSubmit={sign}>
      <h2>{view.trainer.name}</h2>
      <PasswordField id="password" value={password} onChange={setPassword} />
      <p className={`${styles["under"]} ${styles["wrong"]}`} role="alert">
        {became === null
          ? ""
          : became.result === "password-wrong"
            ? t.trainer.wrong
            : sayBecame(t, { name: view.trainer.name, became, time: clock.now })}
      </p>
      <button
        type="submit"
        className={`${styles["button"]} ${styles["act"]} ${styles["primary"]}`}
        disabled={isBusy || password === "" || toSign.length === 0}
      >
        {password === "" || toSign.length === 0 ? <Mark name="locked" /> : null}{" "}
        {isBusy ? t.trainer.signing : t.trainer.sign(toSign.length)}
      </button>
    </form>
  );
}
