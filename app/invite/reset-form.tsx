"use client";

import { ResetPassword } from "#lib/access/input.ts";
import styles from "../door.module.css";
import { PasswordForm } from "./password-form.tsx";

/** Sets a new password for an account that is there. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  return (
    <PasswordForm
      title="Choose a new password"
      words={{ password: "New password", again: "Once more", act: "Set the password" }}
      sent={{ token }}
      to="/api/v1/account/resets"
      schema={ResetPassword}
      email={email}
      why="reset"
    >
      {() => (
        <p className={styles["note"]}>
          Sessions of this account that are open end when it is set. The link works once.
        </p>
      )}
    </PasswordForm>
  );
}
