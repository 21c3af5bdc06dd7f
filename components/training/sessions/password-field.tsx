"use client";

import { useId } from "react";
import styles from "./session.module.css";

/** Of whoever is signed in; kept nowhere. */
export function PasswordField({
  value,
  wrong,
  onType,
}: {
  value: string;
  wrong?: string | undefined;
  onType(text: string): void;
}) {
  const id = useId();
  return (
    <p className={styles["password"]}>
      <label htmlFor={id}>Your own password</label>
      <input
        id={id}
        className="input"
        type="password"
        autoComplete="current-password"
        value={value}
        aria-invalid={wrong !== undefined}
        {...(wrong === undefined ? {} : { "aria-describedby": `${id}-says` })}
        onChange={({ target }) => onType(target.value)}
      />
      {wrong === undefined ? null : (
        <span id={`${id}-says`} className="wrong small">
          {wrong}
        </span>
      )}
    </p>
  );
}
