"use client";

import { useState } from "react";
import { AcceptInvite } from "#lib/access/input.ts";
import { DoorField } from "../door-field.tsx";
import { PasswordForm } from "./password-form.tsx";

type Props = { token: string; email: string; name: string };

/** Makes the account. */
export function AcceptForm({ token, email, name: suggested }: Props) {
  const [name, setName] = useState(suggested);
  return (
    <PasswordForm
      title="Who are you"
      words={{ password: "Password", again: "Password again", act: "Make my account" }}
      sent={{ token, name }}
      to="/api/v1/invites/acceptances"
      schema={AcceptInvite}
      email={email}
      why="joined"
    >
      {(mistakes) => (
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
      )}
    </PasswordForm>
  );
}
