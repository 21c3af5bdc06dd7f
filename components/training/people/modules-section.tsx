"use client";

import { useState } from "react";
import { addModule } from "#lib/training/browser/people-query.ts";
import type { ModulesView } from "#lib/training/core/people-view.ts";
import { Section } from "../../pilots/section.tsx";
import settings from "../../pilots/settings.module.css";
import { addedOf, nothingTyped } from "./module-draft.ts";
import { ModuleForm } from "./module-form.tsx";
import { ModuleRow } from "./module-row.tsx";

type Props = { pilot: string; view: ModulesView; timeZone: string; mayChange: boolean };
export type OpenModule = { id: string; what: "show" | "version" | "remove" } | null;

export function ModulesSection({ pilot, view, timeZone, mayChange }: Props) {
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<OpenModule>(null);
  const { modules } = view;
  const shown = { form: nothingTyped, version: 0 };
  const end =
    mayChange && !adding ? (
      <button type="button" className="button link" onClick={() => setAdding(true)}>
        Add a module
      </button>
    ) : null;
  return (
    <Section number={1} id="modules" title="Modules" note="in the order of the coverage page" end={end}>
      {adding ? (
        <ModuleForm
          place={`${pilot}.module.new`}
          {...{ pilot, shown }}
          roles={[]}
          save={(typed) => addModule(pilot, addedOf(typed))}
          readAgain={async () => shown}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {modules.length === 0 ? (
        <NoModules />
      ) : (
        <div className={`scroll-x ${settings["stack"]}`}>
          <table aria-labelledby="modules">
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">Module</th>
                <th scope="col">Version</th>
                <th scope="col">Length</th>
                <th scope="col">Steps</th>
                <th scope="col">Counts for</th>
                <th scope="col">Needed by</th>
                <th scope="col">
                  <span className="visually-hidden">What you may do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {modules.map((module, index) => (
                <ModuleRow
                  key={module.id}
                  {...{ pilot, view, module, index, timeZone, mayChange, open }}
                  onOpen={setOpen}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function NoModules() {
  return (
    <div className={`second ${settings["teach"]}`}>
      <p>No module is written down yet. A module is one thing that people are trained in, on one occasion. Such as:</p>
      <p>
        M3, QC gates, 120 min, counts for 365 days. Has to show: register a lot; put a lot on hold at gate 3; trace a
        lot back to its supplier. Then the operator says: “I took a lot through all gates on my own, and put one on
        hold.”
      </p>
    </div>
  );
}
