"use client";

import { useState } from "react";
import { transcribePaper } from "#lib/training/browser/sessions-query.ts";
import { AnswerFiles } from "../../checklist/answer-files.tsx";
import { PlaceForm, TextField } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import { PasswordField } from "./password-field.tsx";
import styles from "./session.module.css";
import type { FormProps } from "./session-acts.tsx";
import { useSessionAgain } from "./use-session-act.ts";

type Photo = { id: string; name: string; bytes: number };
type Typed = { operators: readonly string[]; signedOn: string; files: readonly Photo[] };

const shown: { form: Typed; version: number } = { form: { operators: [], signedOn: "", files: [] }, version: 0 };

/** The attendance sheet was signed by hand while Gantry was away: who signed it, on which day, and the sheet's photo. */
export function PaperForm({ place: { pilot, number }, view, keptHere, onClose }: FormProps) {
  const again = useSessionAgain(pilot);
  const [password, setPassword] = useState("");
  const may = view.operators.filter(({ standing }) => standing === "ready" || standing === "operator-signed");
  const state = useEdit<Typed>({
    place: `${pilot}.session.${number}.paper`,
    shown,
    check: (typed) => wrongOf(typed, password, keptHere),
    save: async ({ operators, signedOn, files }) => {
      const file = files[0]?.id ?? "";
      await transcribePaper(
        { pilot, session: number },
        { operators: [...operators], signedOn, file, password },
      ).finally(() => setPassword(""));
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  const toggle = (id: string) =>
    state.put({
      operators: typed.operators.includes(id) ? typed.operators.filter((one) => one !== id) : [...typed.operators, id],
    });
  return (
    <PlaceForm
      label="Enter from paper"
      title="Both hands’ signatures are on the sheet. Its photo is kept with the record, and your password says that this is the sheet."
      act="Enter the signatures"
      acting="Entering …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <Signers
        may={may.map(({ operator }) => operator)}
        chosen={typed.operators}
        wrong={state.wrong["operators"]}
        onToggle={toggle}
      />
      <TextField
        id="paper-day"
        type="date"
        label="Signed on"
        value={typed.signedOn}
        wrong={state.wrong["signedOn"]}
        onType={(signedOn) => state.put({ signedOn })}
      />
      <div className={styles["narrow"]}>
        <AnswerFiles pilot={pilot} files={typed.files} isNeeded={false} onFiles={(files) => state.put({ files })} />
        {state.wrong["file"] === undefined ? null : <span className="wrong small">{state.wrong["file"]}</span>}
      </div>
      <PasswordField value={password} wrong={state.wrong["password"]} onType={setPassword} />
    </PlaceForm>
  );
}

function wrongOf({ operators, signedOn, files }: Typed, password: string, keptHere: number): Record<string, string> {
  return {
    ...(operators.length === 0 ? { operators: "choose who signed the sheet" } : {}),
    ...(keptHere === 0 ? {} : { operators: "marks are kept on this device, not sent: wait until they are" }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(signedOn) ? {} : { signedOn: "a day is expected" }),
    ...(files.length === 1 ? {} : { file: "one photo or scan of the sheet is needed" }),
    ...(password === "" ? { password: "your password is missing" } : {}),
  };
}

type SignersProps = {
  may: readonly { id: string; badge: string; name: string }[];
  chosen: readonly string[];
  wrong: string | undefined;
  onToggle(id: string): void;
};

function Signers({ may, chosen, wrong, onToggle }: SignersProps) {
  return (
    <fieldset className={`${styles["narrow"]} ${styles["signers"]}`}>
      <legend className="second small">Who signed the sheet</legend>
      {may.length === 0 ? (
        <p className="second">Nobody may sign yet: mark attendance and every step of those on the sheet first.</p>
      ) : (
        <ul className={styles["picks"]}>
          {may.map(({ id, badge, name }) => (
            <li key={id}>
              <label className={styles["pick"]}>
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => onToggle(id)} />
                <span className="mono second">{badge}</span> <strong className="wrap">{name}</strong>
              </label>
            </li>
          ))}
        </ul>
      )}
      {wrong === undefined ? null : <span className="wrong small">{wrong}</span>}
    </fieldset>
  );
}
