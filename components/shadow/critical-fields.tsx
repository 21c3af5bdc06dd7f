"use client";

import { useState } from "react";
import type { RulesView } from "#lib/shadow/core/shadow-view.ts";
import { MarkCritical } from "#lib/shadow/input/triage.ts";
import { markCritical } from "#lib/shadow/query.ts";
import { AreaField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { criticalText, readCritical } from "./critical-text.ts";
import styles from "./shadow.module.css";
import { useShadowAgain } from "./use-shadow-act.ts";

type Props = { pilot: string; critical: RulesView["critical"]; mayTriage: boolean };

/** Fields whose differences need two people for any acceptance. */
export function CriticalFields({ pilot, critical, mayTriage }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <h3 className="beneath">Critical fields</h3>
      {critical.length === 0 ? (
        <p className="second">
          None named. A difference in one needs two people for any acceptance: lot code, QC decision, quantity.
        </p>
      ) : (
        <ul className={styles["said"]}>
          {critical.map(({ endpoint, path }) => (
            <li key={`${endpoint} ${path}`} className="wrap">
              {endpoint === "*" ? "every endpoint" : endpoint} <span className="mono">{path}</span>
            </li>
          ))}
        </ul>
      )}
      {mayTriage && !isOpen ? (
        <p className={styles["note"]}>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            Name critical fields
          </button>
        </p>
      ) : null}
      {isOpen ? <CriticalForm pilot={pilot} critical={critical} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CriticalForm({ pilot, critical, onClose }: Omit<Props, "mayTriage"> & { onClose(): void }) {
  const again = useShadowAgain(pilot);
  const shown = { form: { lines: criticalText(critical), why: "" }, version: 0 };
  const state = useEdit({
    place: `${pilot}.shadow.critical`,
    shown,
    check: ({ lines, why }) => {
      const read = readCritical(lines);
      const wrong = wrongIn(MarkCritical.safeParse({ critical: read.critical, why }).error?.issues);
      const mistake = read.mistake ?? Object.entries(wrong).find(([path]) => path !== "why")?.[1];
      return { ...(wrong["why"] ? { why: wrong["why"] } : {}), ...(mistake ? { lines: mistake } : {}) };
    },
    save: async ({ lines, why }) => {
      await markCritical(pilot, { critical: readCritical(lines).critical, why });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  return (
    <PlaceForm
      label="Critical fields"
      title="Critical fields"
      note="The whole list. What was accepted by one person in such a field waits for a second one."
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
        id="critical-lines"
        label="One a line: an endpoint or *, then the path"
        hint="such as: POST /lots $.lot_code"
        rows={5}
        value={state.edit.typed.lines}
        wrong={state.wrong["lines"]}
        onType={(lines) => state.put({ lines })}
      />
      <TextField
        id="critical-why"
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
