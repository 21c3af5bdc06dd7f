"use client";

import { useState } from "react";
import { NameSecrets } from "#lib/shadow/input/triage.ts";
import { nameSecrets } from "#lib/shadow/query.ts";
import { AreaField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import styles from "./shadow.module.css";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; secrets: readonly string[]; mayTriage: boolean };

/** Places whose values are replaced before anything is compared or kept. */
export function SecretPaths({ pilot, secrets, mayTriage }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <h3 className="beneath">Secrets</h3>
      <p className="second">
        Passwords, tokens, cookies and the like are replaced before anything is kept
        {secrets.length === 0 ? "; no other place is named." : ", and so is what stands at:"}
      </p>
      {secrets.length === 0 ? null : (
        <ul className={styles["said"]}>
          {secrets.map((path) => (
            <li key={path} className="mono">
              {path}
            </li>
          ))}
        </ul>
      )}
      {mayTriage && !isOpen ? (
        <p className={styles["note"]}>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            Name secrets
          </button>
        </p>
      ) : null}
      {isOpen ? <SecretsForm pilot={pilot} secrets={secrets} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const pathsOf = (lines: string) =>
  lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

function SecretsForm({ pilot, secrets, onClose }: Omit<Props, "mayTriage"> & { onClose(): void }) {
  const again = useShadowAgain(pilot);
  const shown = { form: { lines: secrets.join("\n"), why: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.shadow.secrets`,
    shown,
    check: ({ lines, why }) => {
      const wrong = wrongIn(NameSecrets.safeParse({ secrets: pathsOf(lines), why }).error?.issues);
      const mistake = Object.entries(wrong).find(([path]) => path !== "why")?.[1];
      return { ...(wrong["why"] ? { why: wrong["why"] } : {}), ...(mistake ? { lines: mistake } : {}) };
    },
    save: async ({ lines, why }) => {
      await nameSecrets(pilot, { secrets: pathsOf(lines), why });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  return (
    <PlaceForm
      label="Secrets"
      title="Secrets"
      note="The whole list. It counts for what arrives from now on; what is kept already stays as it is."
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={() => {
        state.cancel();
        onClose();
      }}
    >
      <AreaField
        id="secret-lines"
        label="One path a line"
        hint="such as: $.operator.badge"
        rows={4}
        value={state.edit.typed.lines}
        wrong={state.wrong["lines"]}
        onType={(lines) => state.put({ lines })}
      />
      <TextField
        id="secret-why"
        label="Reason, kept in the log"
        size="wide"
        most={500}
        value={state.edit.typed.why}
        wrong={state.wrong["why"]}
        onType={(why) => state.put({ why })}
      />
    </PlaceForm>
  );
}
