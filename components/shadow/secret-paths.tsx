"use client";

import { useState } from "react";
import { NameSecrets } from "#lib/shadow/input/triage.ts";
import { nameSecrets } from "#lib/shadow/query.ts";
import styles from "./shadow.module.css";
import { WholeListForm } from "./whole-list-form.tsx";

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
  return (
    <WholeListForm
      pilot={pilot}
      id="secrets"
      title="Secrets"
      note="The whole list. It counts for what arrives from now on; what is kept already stays as it is."
      label="One path a line"
      hint="such as: $.operator.badge"
      rows={4}
      lines={secrets.join("\n")}
      check={({ lines, why }) => ({ issues: NameSecrets.safeParse({ secrets: pathsOf(lines), why }).error?.issues })}
      save={({ lines, why }) => nameSecrets(pilot, { secrets: pathsOf(lines), why })}
      onClose={onClose}
    />
  );
}
