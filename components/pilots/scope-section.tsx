"use client";

import type { PilotFacts } from "#lib/pilots/core/place.ts";
import { AreaField, PlaceForm } from "./fields.tsx";
import { Section } from "./section.tsx";
import styles from "./settings.module.css";
import { type EditState, savedHint } from "./use-edit.ts";
import { usePlanEdit } from "./use-plan-edit.ts";

type Props = { number: number; first: PilotFacts; mayPlan: boolean };
type Form = { text: string };

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Which endpoints of the old system the new one has to answer alike. */
export function ScopeSection({ number, first, mayPlan }: Props) {
  const { facts, state } = usePlanEdit<Form>(first, {
    place: "scope",
    formOf: ({ parityScope }) => ({ text: parityScope.join("\n") }),
    planOf: ({ text }) => ({ parityScope: linesOf(text) }),
  });
  const { parityScope } = facts;
  const mayChange = mayPlan && facts.archivedAt === null;
  const isOpen = mayChange && state.edit !== null;
  const end =
    mayChange && !isOpen ? (
      <button
        type="button"
        className="button link"
        aria-label="Change the scope of parity"
        onClick={() => state.begin()}
      >
        {parityScope.length === 0 ? "Set the scope" : "Change"}
      </button>
    ) : null;
  return (
    <Section number={number} id="scope" title="Scope of parity" end={end}>
      {isOpen ? <ScopeFields state={state} /> : null}
      {!isOpen && parityScope.length === 0 ? <NoScope /> : null}
      {!isOpen && parityScope.length > 0 ? (
        <ul className={`${styles["lines"]} mono`} aria-labelledby="scope">
          {parityScope.map((endpoint) => (
            <li key={endpoint}>{endpoint}</li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function NoScope() {
  return (
    <p className={`second ${styles["note"]}`}>
      Not set: the endpoints that the new system has to answer as the old one does, such as GET /api/v1/lots/*. Parity
      says nothing before all of them are covered.
    </p>
  );
}

function ScopeFields({ state }: { state: EditState<Form> }) {
  if (state.edit === null) return null;
  const { typed } = state.edit;
  // The first line that is wrong, told by its content: empty lines are left out.
  const [place = "", says] = Object.entries(state.wrong).find(([one]) => one.startsWith("parityScope")) ?? [];
  const line = linesOf(typed.text)[Number(place.split(".")[1] ?? Number.NaN)];
  const wrong = says === undefined ? undefined : line === undefined ? says : `${line.slice(0, 80)}: ${says}`;
  return (
    <PlaceForm
      label="Scope of parity"
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      <AreaField
        id="scope-text"
        label="Endpoints, one a line"
        rows={Math.min(16, Math.max(5, typed.text.split("\n").length + 1))}
        value={typed.text}
        wrong={wrong}
        hint={savedHint(state.edit, "text") ?? "a method and a path; * stands for one part of it, or for every method"}
        onType={(text) => state.put({ text })}
      />
    </PlaceForm>
  );
}
