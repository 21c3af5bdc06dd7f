"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { z } from "zod";
import { passwordLengthMin } from "#lib/access/input.ts";
import styles from "../door.module.css";
import { DoorField } from "../door-field.tsx";
import { useHydrated } from "../use-hydrated.ts";
import { enter, mistakesOf, useSend } from "./send.ts";

type Props = {
  title: string;
  /** The words over the two fields and on the button. */
  words: { password: string; again: string; act: string };
  /** What is sent beside the password, where to, and what it must look like. */
  sent: Readonly<Record<string, string>>;
  to: string;
  schema: z.ZodType;
  /** Who comes in, and what sign-in says where that does not work. */
  email: string;
  why: "joined" | "reset";
  /** What stands above the password; gets what is wrong with it. */
  children(mistakes: Readonly<Record<string, string>>): ReactNode;
};

/** Sets a password, typed twice, and signs this browser in. Fields keep what was typed through every refusal. */
export function PasswordForm({ title, words, sent, to, schema, email, why, children }: Props) {
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { mistakes, says, busy, send, refuse } = useSend();
  const hydrated = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const body = { ...sent, password };
    const found = mistakesOf(schema, body, again);
    if (Object.keys(found).length > 0) return refuse(found);
    if (await send(to, body)) await enter(email, password, why);
  }

  return (
    <form className={styles["section"]} method="post" onSubmit={submit} noValidate>
      <h2>{title}</h2>
      {children(mistakes)}
      <DoorField
        id="password"
        label={words.password}
        type="password"
        complete="new-password"
        hint={`${password.length} characters, ${passwordLengthMin} needed`}
        wrong={mistakes["password"]}
        value={password}
        onType={setPassword}
      />
      <DoorField
        id="again"
        label={words.again}
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
          {words.act}
        </button>
      </div>
    </form>
  );
}
