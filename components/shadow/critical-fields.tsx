"use client";

import { useState } from "react";
import type { RulesView } from "#lib/shadow/core/shadow-view.ts";
import { MarkCritical } from "#lib/shadow/input/triage.ts";
import { markCritical } from "#lib/shadow/query.ts";
import { criticalText, readCritical } from "./critical-text.ts";
import styles from "./shadow.module.css";
import { WholeListForm } from "./whole-list-form.tsx";

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
  return (
    <WholeListForm
      pilot={pilot}
      id="critical"
      title="Critical fields"
      note="The whole list. What was accepted by one person in such a field waits for a second one."
      label="One a line: an endpoint or *, then the path"
      hint="such as: POST /lots $.lot_code"
      rows={5}
      lines={criticalText(critical)}
      check={({ lines, why }) => {
        const read = readCritical(lines);
        const issues = MarkCritical.safeParse({ critical: read.critical, why }).error?.issues;
        return { mistake: read.mistake, issues };
      }}
      save={({ lines, why }) => markCritical(pilot, { critical: readCritical(lines).critical, why })}
      onClose={onClose}
    />
  );
}
