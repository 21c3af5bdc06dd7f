"use client";

import { type FormEvent, useState } from "react";
import { AcceptInvite, passwordLengthMin } from "#lib/access/input.ts";
import styles from "../door.module.css";
import { DoorField } from "../door-field.tsx";
import { useHydrated } from "../use-hydrated.ts";
import { enter, mistakesOf, useSend } from "./send.ts";

type Props = { token: string; email: string; name: string };

/** Makes the account and signs this browser in. Fields keep what was typed through every refusal. */
export function AcceptForm({ token, email, name: suggested }: Props) {
  const [name, setName] = useState(suggested);
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { mistakes, says, busy, send, refuse } = useSend();
  const hydrated = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = mistakesOf(AcceptInvite, { token, name, password }, again);
    if (Object.keys(found).length > 0) return refuse(found);
    const done = await send("/api/v1/invites/acceptances", { token, name, password });
    if (done) await enter(email, password, "joined");
  }

  return (
    <form className={styles["section"]} method="post" onSubmit={submit} noValidate>
      <h2>Who are you</h2>
      <DoorField
        id="name"
        label="Name"
        type="text"
        complete="name"
        hint="stands beside what you do"
        wrong={mistakes["name"]}
        value={name}
        onType={setName}
      />
      <DoorField
        id="password"
        label="Password"
        type="password"
        complete="new-password"
        hint={`${password.length} characters, ${passwordLengthMin} needed`}
        wrong={mistakes["password"]}
        value={password}
        onType={setPassword}
      />
      <DoorField
        id="again"
        label="Password again"
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
          Make my account
        </button>
      </div>
    </form>
  );
}
