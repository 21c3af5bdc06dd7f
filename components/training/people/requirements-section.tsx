"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { modulesQuery, setRequirements } from "#lib/training/browser/people-query.ts";
import type { ModulesView, RoleNeeds } from "#lib/training/core/people-view.ts";
import { SetRequirements } from "#lib/training/input/people.ts";
import { Section } from "../../pilots/section.tsx";
import settings from "../../pilots/settings.module.css";
import { type EditState, useEdit, wrongIn } from "../../pilots/use-edit.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./people.module.css";
import { RequirementsTable } from "./requirements-table.tsx";
import { usePeopleAgain } from "./use-people-again.ts";

type Props = { pilot: string; view: ModulesView; mayChange: boolean };
type Form = { state: string; rows: readonly RoleNeeds[] };

const formOf = ({ requirementsState, requirements }: ModulesView) => ({
  form: { state: requirementsState, rows: requirements },
  version: 1,
});
const sentOf = ({ state, rows }: Form) => ({
  state,
  requirements: rows.map(({ role, modules }) => ({ role, modules: [...modules] })),
});

/** Which modules each role needs: ticked, and saved as one table. */
export function RequirementsSection({ pilot, view, mayChange }: Props) {
  const client = useQueryClient();
  const again = usePeopleAgain(pilot);
  const state = useEdit<Form>({
    place: `${pilot}.requirements`,
    shown: formOf(view),
    check: (typed) => wrongIn(SetRequirements.safeParse(sentOf(typed)).error?.issues),
    save: async (typed) => {
      await setRequirements(pilot, sentOf(typed));
      await again();
    },
    readAgain: async () => {
      await again();
      return formOf(client.getQueryData(modulesQuery(pilot).queryKey) ?? view);
    },
  });
  const { edit } = state;
  const rows = edit?.typed.rows ?? view.requirements;
  const isEditing = mayChange && edit !== null;
  const end =
    mayChange && edit === null && view.modules.length > 0 ? (
      <button type="button" className="button link" aria-label="Change the requirements" onClick={state.begin}>
        Change
      </button>
    ) : null;
  return (
    <Section number={2} id="requirements" title="Requirements" note="which role needs which module" end={end}>
      {rows.length === 0 && !isEditing ? (
        <p className={`second ${settings["note"]}`}>
          No role is known yet. Roles come with operators, or are added here. Such as: picker needs M1 and M3.
        </p>
      ) : (
        <RequirementsTable
          modules={view.modules}
          rows={rows}
          saved={edit?.base.rows ?? view.requirements}
          counts={view.operatorsByRole}
          onRows={isEditing ? (next) => state.put({ rows: next }) : null}
        />
      )}
      {isEditing ? <Editing state={state} rows={rows} /> : null}
    </Section>
  );
}

function Editing({ state, rows }: { state: EditState<Form>; rows: readonly RoleNeeds[] }) {
  const [wrong] = Object.values(state.wrong);
  return (
    <>
      <AddRole rows={rows} onRows={(next) => state.put({ rows: next })} />
      {wrong === undefined ? null : <p className="wrong">{wrong}</p>}
      {state.error === null ? null : <Problem error={state.error} />}
      <p className={settings["acts"]}>
        <button type="button" className="button primary" disabled={state.isPending} onClick={state.submit}>
          {state.isPending ? "Saving …" : "Save the requirements"}
        </button>
        <button type="button" className="button link" onClick={state.cancel}>
          Cancel
        </button>
        <span className="second small">What is tinted is not saved yet.</span>
      </p>
    </>
  );
}

type AddProps = { rows: readonly RoleNeeds[]; onRows(rows: readonly RoleNeeds[]): void };

function AddRole({ rows, onRows }: AddProps) {
  const [typed, setTyped] = useState("");
  const role = typed.trim();
  const isThere = rows.some((one) => one.role.toLowerCase() === role.toLowerCase());
  const add = () => {
    if (role === "" || isThere) return;
    onRows([...rows, { role, modules: [] }]);
    setTyped("");
  };
  return (
    <p className={styles["add-role"]}>
      <input
        className="input"
        aria-label="Another role"
        placeholder="another role"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => (event.key === "Enter" ? add() : undefined)}
      />
      <button type="button" className="button" disabled={role === "" || isThere} onClick={add}>
        Add the role
      </button>
      {isThere && role !== "" ? <span className="second small">It stands in the table.</span> : null}
    </p>
  );
}
