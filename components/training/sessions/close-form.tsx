"use client";

import { closeSession } from "#lib/training/browser/sessions-query.ts";
import { AreaField, PlaceForm } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import { missingText } from "./say-session.ts";
import styles from "./session.module.css";
import type { FormProps } from "./session-acts.tsx";
import { useSessionAgain } from "./use-session-act.ts";

const shown = { form: { says: "" }, version: 0 };

/** What is missing is listed first; a session closes all the same, and who has not signed stays due. */
export function CloseForm({ place: { pilot, number }, view, keptHere, onClose }: FormProps) {
  const again = useSessionAgain(pilot);
  const missing = view.operators.flatMap((one) => missingText(one) ?? []);
  const state = useEdit({
    place: `${pilot}.session.${number}.close`,
    shown,
    check: (): Record<string, string> =>
      keptHere === 0 ? {} : { says: "marks are kept on this device, not sent: wait until they are" },
    save: async ({ says }) => {
      await closeSession({ pilot, session: number }, { says: says.trim() });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label="Close the session"
      title={missing.length === 0 ? "Nothing is missing." : `Still missing, ${missing.length}`}
      act={missing.length === 0 ? "Close the session" : "Close it all the same"}
      acting="Closing …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      {missing.length === 0 ? null : (
        <ul className={`${styles["missing"]} ${styles["narrow"]}`}>
          {missing.map((one) => (
            <li key={one} className="wrap">
              {one}
            </li>
          ))}
        </ul>
      )}
      <AreaField
        id="close-says"
        label="What there is to say at the end, may be empty"
        rows={2}
        value={state.edit.typed.says}
        wrong={state.wrong["says"]}
        onType={(says) => state.put({ says })}
      />
    </PlaceForm>
  );
}
