"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ChangePassword as Change, passwordLengthMin } from "#lib/access/input.ts";
import { accountQuery, changePassword } from "#lib/access/query.ts";
import { Says } from "../pilots/fields.tsx";
import settings from "../pilots/settings.module.css";
import { Problem } from "../ui/problem.tsx";
import styles from "./access.module.css";
import { type Wrong, wrongBy, wrongIn } from "./wrong-fields.ts";

const empty = { old: "", password: "", again: "" };

/** Asks for the old password, so that an unlocked screen is not enough. */
export function ChangePassword({ email }: { email: string }) {
  const [typed, setTyped] = useState(empty);
  const [wrong, setWrong] = useState<Wrong>({});
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => setTyped(empty),
    onError: (error) => setWrong(wrongBy(error)),
    onSettled: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { again, ...asked } = typed;
    const read = Change.safeParse(asked);
    const differs = again === asked.password ? {} : { again: "is not the same" };
    const found = { ...wrongIn(read.error), ...differs, ...(asked.old === "" ? { old: "is missing" } : {}) };
    setWrong(found);
    if (read.success && Object.keys(found).length === 0) changing.mutate(read.data);
  };
  const field = (key: keyof typeof empty, label: string, hint?: string) => (
    <PasswordField
      id={key}
      label={label}
      hint={hint}
      wrong={wrong[key]}
      value={typed[key]}
      onType={(text) => setTyped({ ...typed, [key]: text })}
    />
  );
  return (
    <form className={settings["form"]} aria-label="Change your password" noValidate onSubmit={submit}>
      {/* For a browser's password store: whose password it is. */}
      <input className="visually-hidden" type="text" autoComplete="username" value={email} readOnly hidden />
      <div className={settings["fields"]}>
        {field("old", "Old password")}
        {field("password", "New password", `${typed.password.length} characters, ${passwordLengthMin} needed`)}
        {field("again", "New password again")}
      </div>
      {changing.error === null ? null : <Problem error={changing.error} />}
      <p className={settings["acts"]}>
        <button type="submit" className="button primary" disabled={changing.isPending}>
          {changing.isPending ? "Changing" : "Change the password"}
        </button>
      </p>
      <p role="status" className={changing.isSuccess ? styles["done"] : undefined}>
        {changing.isSuccess ? `The password is changed. Other sessions ended: ${changing.data.sessionsEnded}.` : ""}
      </p>
    </form>
  );
}

type FieldProps = {
  id: "old" | "password" | "again";
  label: string;
  hint: string | undefined;
  wrong: string | undefined;
  value: string;
  onType(text: string): void;
};

function PasswordField({ id, label, hint, wrong, value, onType }: FieldProps) {
  return (
    <div className={settings["field"]}>
      <label htmlFor={`password-${id}`}>{label}</label>
      <input
        id={`password-${id}`}
        className="input"
        type="password"
        autoComplete={id === "old" ? "current-password" : "new-password"}
        maxLength={1_000}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={(wrong ?? hint) === undefined ? undefined : `password-${id}-says`}
        onChange={(event) => onType(event.target.value)}
      />
      <Says id={`password-${id}`} wrong={wrong} hint={hint} />
    </div>
  );
}
