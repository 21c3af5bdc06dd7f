"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Mark } from "#components/ui/mark.tsx";
import { readRefusal } from "#lib/access/core/sign-in-answer.ts";
import { accessRefusals } from "#lib/access/refusals.ts";
import { sentenceOf } from "#lib/platform/core/refusal-table.ts";
import styles from "../door.module.css";
import { useHydrated } from "../use-hydrated.ts";

const unreachable = "Gantry did not answer. What you typed is kept; try again.";

/** Fields keep what was typed through every refusal. Nothing can be sent before the script that sends it is there. */
export function SignInForm({ back }: { back: string }) {
  const [says, setSays] = useState("");
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const hydrated = useHydrated();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setSays("");
    const refusal = await trySignIn(String(form.get("email")), String(form.get("password")));
    if (refusal === null) return window.location.assign(back);
    setSays(sentenceOfRefusal(refusal));
    setBusy(false);
  }

  return (
    <form className={styles["section"]} method="post" onSubmit={submit}>
      <h2>Who are you</h2>
      <div className={styles["row"]}>
        <label htmlFor="email">E-mail</label>
        <input id="email" name="email" type="email" autoComplete="username" required aria-describedby="says" />
      </div>
      <div className={styles["row"]}>
        <label htmlFor="password">Password</label>
        <input
          id="password"
          name="password"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          required
          aria-describedby="says"
        />
        <span>
          <button type="button" className={styles["plain"]} aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? "Hide" : "Show"}
          </button>
        </span>
      </div>
      <p id="says" className={`${styles["says"]} ${styles["wrong"]}`} role="alert">
        {says === "" ? null : <Mark name="no-go" />} {says}
      </p>
      <div className={styles["act"]}>
        <button type="submit" className={styles["primary"]} disabled={busy || !hydrated}>
          {busy ? "Signing in" : "Sign in"}
        </button>
      </div>
    </form>
  );
}

const told = new Set(["wrong-credentials", "no-credentials", "sign-in-waits", "account-disabled"]);

function sentenceOfRefusal(text: string): string {
  const { refusal, says } = readRefusal(text);
  return told.has(refusal) ? sentenceOf(accessRefusals[refusal as keyof typeof accessRefusals], says) : unreachable;
}

/** Null when signed in, else the refusal. next-auth throws when what answers is not next-auth. */
async function trySignIn(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { email, password, redirect: false });
    return result?.ok ? null : (result?.error ?? "unreachable");
  } catch {
    return "unreachable";
  }
}
