"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { FirstAdmin, passwordLengthMin } from "#lib/access/input.ts";
import styles from "../door.module.css";
import { DoorField, type DoorFieldProps } from "../door-field.tsx";
import { useHydrated } from "../use-hydrated.ts";

type Mistakes = Readonly<Record<string, string>>;
type Typed = FirstAdmin & { again: string };

/** Names the first admin and signs this browser in. Fields keep what was typed through every refusal. */
export function FirstAdminForm({ token }: { token: string }) {
  const [typed, setTyped] = useState<Typed>({ name: "", email: "", password: "", again: "" });
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [says, setSays] = useState("");
  const [busy, setBusy] = useState(false);
  const hydrated = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = mistakesOf(typed);
    setMistakes(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const refused = await name(token, typed);
    if (refused === null) return window.location.reload();
    setMistakes(refused.mistakes);
    setSays(refused.sentence);
    setBusy(false);
  }

  const field = (key: keyof Typed, label: string, rest: Omit<DoorFieldProps, "id" | "label" | "value" | "onType">) => (
    <DoorField
      id={key}
      label={label}
      value={typed[key]}
      onType={(text) => setTyped({ ...typed, [key]: text })}
      {...rest}
    />
  );
  return (
    <form className={styles["section"]} method="post" onSubmit={submit} noValidate>
      <h2>Name the first admin</h2>
      {field("name", "Name", {
        type: "text",
        complete: "name",
        hint: "stands beside what you do",
        wrong: mistakes["name"],
      })}
      {field("email", "E-mail", { type: "email", complete: "username", hint: "to sign in", wrong: mistakes["email"] })}
      {field("password", "Password", {
        type: "password",
        complete: "new-password",
        hint: `${typed.password.length} characters, ${passwordLengthMin} needed`,
        wrong: mistakes["password"],
      })}
      {field("again", "Password again", {
        type: "password",
        complete: "new-password",
        hint: typed.again !== "" && typed.again === typed.password ? "the same" : "",
        wrong: mistakes["again"],
      })}
      <p className={`${styles["says"]} ${styles["wrong"]}`} role="alert">
        {says}
      </p>
      <div className={styles["act"]}>
        <button type="submit" className={styles["primary"]} disabled={busy || !hydrated}>
          Name the first admin
        </button>
      </div>
    </form>
  );
}

function mistakesOf({ again, ...admin }: Typed): Mistakes {
  const parsed = FirstAdmin.safeParse(admin);
  const found = parsed.success ? [] : parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]);
  const differs = again === admin.password ? {} : { again: "is not the same" };
  return { ...Object.fromEntries(found.reverse()), ...differs };
}

type Refused = { sentence: string; mistakes: Mistakes };
const unreachable: Refused = {
  sentence: "Gantry did not answer. What you typed is kept; try again.",
  mistakes: {},
};

/** Null when the admin is named and signed in. */
async function name(token: string, { again: _again, ...admin }: Typed): Promise<Refused | null> {
  try {
    const answer = await fetch("/api/set-up", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...admin, token }),
    });
    if (!answer.ok) return refusedBy(await answer.json());
    const signedIn = await signIn("credentials", { email: admin.email, password: admin.password, redirect: false });
    return signedIn?.ok
      ? null
      : { sentence: "The admin is named, but signing in failed. Go to sign-in.", mistakes: {} };
  } catch {
    return unreachable;
  }
}

type Problem = { detail?: string; errors?: { path: string; message: string }[] };

function refusedBy({ detail, errors = [] }: Problem): Refused {
  const mistakes = Object.fromEntries(errors.map(({ path, message }) => [path, message]));
  return { sentence: detail ?? unreachable.sentence, mistakes };
}
