"use client";

import { useQuery } from "@tanstack/react-query";
import { coverageQuery } from "#lib/training/browser/coverage-query.ts";
import { operatorsQuery } from "#lib/training/browser/people-query.ts";
import { bookOperators } from "#lib/training/browser/sessions-query.ts";
import { PlaceForm } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import { Problem } from "../../ui/problem.tsx";
import { choosable } from "./choose-operators.ts";
import { OperatorPicker } from "./operator-picker.tsx";
import type { FormProps } from "./session-acts.tsx";
import { useSessionAgain } from "./use-session-act.ts";

type Typed = { operators: readonly string[] };

const shown: { form: Typed; version: number } = { form: { operators: [] }, version: 0 };

/** Before the session, or for who came without a booking. */
export function BookForm({ place: { pilot, number }, view, onClose }: FormProps) {
  const again = useSessionAgain(pilot);
  const { data: people, error: peopleError } = useQuery(operatorsQuery(pilot));
  const { data: coverage = null } = useQuery(coverageQuery(pilot, { at: "now", plan: 0 }));
  const state = useEdit<Typed>({
    place: `${pilot}.session.${number}.book`,
    shown,
    check: ({ operators }): Record<string, string> =>
      operators.length === 0 ? { operators: "choose at least one" } : {},
    save: async ({ operators }) => {
      await bookOperators({ pilot, session: number }, { operators: [...operators] });
      await again();
      onClose();
    },
    readAgain: async () => shown,
    begins: "at once",
  });
  if (state.edit === null) return null;
  if (people === undefined)
    return peopleError === null ? <p className="second">Reading …</p> : <Problem error={peopleError} />;
  const booked = new Set(view.operators.map(({ operator }) => operator.id));
  const free = people.operators.filter(({ id }) => !booked.has(id));
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label="Book operators"
      title={`For ${view.name}, beside the ${booked.size} who are booked`}
      act="Book them"
      acting="Booking …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <OperatorPicker
        operators={choosable(free, coverage, view.module.id)}
        shifts={people.shifts}
        roles={people.roles}
        chosen={state.edit.typed.operators}
        knowsSigned={coverage !== null}
        onChoose={(operators) => state.put({ operators })}
      />
      {state.wrong["operators"] === undefined ? null : <span className="wrong">{state.wrong["operators"]}</span>}
    </PlaceForm>
  );
}
