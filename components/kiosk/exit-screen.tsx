"use client";

import { type FormEvent, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import styles from "./kiosk.module.css";
import { PasswordField } from "./password-field.tsx";
import { useDevice, useKiosk } from "./use-device.ts";
import { useMessages } from "./use-messages.ts";

/** Back into the console: only by the password of the trainer who handed out the tablet, or of another who may. */
export function ExitScreen({ onBack }: { onBack: (() => void) | null }) {
  const t = useMessages();
  const { view, offlineSince, queue } = useKiosk();
  const unsent = queue.length > 0 ? t.exit.unsent(queue.length) : "";
  const holds = offlineSince !== null ? t.exit.offline : unsent;
  return (
    <main className={styles["columns"]}>
      <div className={styles["left"]}>
        <div className={styles["read"]}>
          <h1 className={styles["title"]}>{t.exit.title}</h1>
          <p className={styles["meaning"]}>{t.exit.note}</p>
        </div>
        {onBack === null ? null : (
          <button type="button" className={styles["button"]} onClick={onBack}>
            {t.trainer.done}
          </button>
        )}
      </div>
      <ExitForm who={view?.kiosk.openedBy ?? null} holds={holds} />
    </main>
  );
}

/** `who`: null where the kiosk's own trainer is not known on the device. */
function ExitForm({ who, holds }: { who: string | null; holds: string }) {
  const t = useMessages();
  const { password, setPassword, email, setEmail, says, isBusy, isOther, toOther, leave } = useExit(who === null);
  return (
    <form className={styles["right"]} onSubmit={leave}>
      {isOther ? (
        <>
          <label htmlFor="email">{t.exit.email}</label>
          <input
            id="email"
            className={styles["field"]}
            type="email"
            autoComplete="off"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </>
      ) : (
        <>
          <h2>{who}</h2>
          <button type="button" className={styles["button"]} onClick={toOther}>
            {t.exit.otherPerson}
          </button>
        </>
      )}
      <PasswordField id="password" value={password} onChange={setPassword} />
      <p className={`${styles["under"]} ${holds === "" ? styles["wrong"] : ""}`} role="alert">
        {holds || says}
      </p>
      <button
        type="submit"
        className={`${styles["button"]} ${styles["act"]} ${styles["primary"]}`}
        disabled={isBusy || password === "" || holds !== ""}
      >
        {password === "" || holds !== "" ? <Mark name="locked" /> : null} {isBusy ? t.exit.leaving : t.exit.leave}
      </button>
    </form>
  );
}

function useExit(isUnknown: boolean) {
  const t = useMessages();
  const device = useDevice();
  const [password, setPassword] = useState("");
  const [email, setEmail] = useState("");
  const [isOther, setOther] = useState(isUnknown);
  const [isBusy, setBusy] = useState(false);
  const [says, setSays] = useState("");
  const leave = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const left = await device.exit(isOther ? { email, password } : { password });
    // The page after this one is the console's: going back must not lead here.
    if (left.ok) return window.location.replace(left.address);
    setPassword("");
    setBusy(false);
    setSays(t.exit.refused[left.refusal]);
  };
  const toOther = () => setOther(true);
  return { password, setPassword, email, setEmail, says, isBusy, isOther, toOther, leave };
}
