"use client";

import { type FormEvent, useState } from "react";
import { passwordLengthMin, ResetPassword } from "#lib/access/input.ts";
import styles from "../door.module.css";
import { DoorField } from "../door-field.tsx";
import { useHydrated } from "../use-hydrated.ts";
import { enter, mistakesOf, useSend } from "./send.ts";

/** Sets a new password and signs this browser in. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { mistakes, says, busy, send, refuse } = useSend();
  const hydrated = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = mistakesOf(ResetPassword, { token, password }, again);
    if (Object.keys(found).length > 0) return refuse(found);
    const done = await send("/api/v1/account/resets", { token, password });
    if (done) await enter(email, password, "reset");
  }

  return (
    <form className={styles["section"]} method="post" onSubmit={submit} noValidate>
      <h2>Choose a new password</h2>
      <p className={styles["note"]}>Sessions of this account that are open end when it is set. The link works once.</p>
      <DoorField
        id="password"
        label="New password"
        type="password"
        complete="new-password"
        hint={`${password.length} characters, ${passwordLengthMin} needed`}
        wrong={mistakes["password"]}
        value={password}
        onType={setPassword}
      />
      <DoorField
        id="again"
        label="Once more"
        type="password"
        complete="new-password"
        hint={again !== "" && again === password ? "the same" : ""}
        wrong={mistakes["again"]}
        value={again}
        onType={setAgain}
      />
      <p className={`${styles["says"]} ${styles["wrong"]}`} role="alert">
        {says}
      </p>
      <div className={styles["act"]}>
        <button type="submit" className={styles["primary"]} disabled={busy || !hydrated}>
          Set the password
        </button>
      </div>
    </form>
  );
}
