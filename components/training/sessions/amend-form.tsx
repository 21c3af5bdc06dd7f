"use client";

import { amendAct } from "#lib/training/browser/sessions-query.ts";
import { attendances, type Outcome, outcomes } from "#lib/training/core/acts.ts";
import { textIn } from "#lib/training/core/language.ts";
import type { SessionOperator, SessionView } from "#lib/training/core/training-view.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../../pilots/fields.tsx";
import { useEdit } from "../../pilots/use-edit.ts";
import { type AmendTyped, amendable, amendmentOf, wrongAmendment } from "./amendment.ts";
import { outcomeWords } from "./say-session.ts";
import type { SessionPlace } from "./session-place.ts";
import { useSessionAgain } from "./use-session-act.ts";

type Props = { place: SessionPlace; view: SessionView; seen: SessionOperator; onClose(): void };

const empty: AmendTyped = { about: "", is: "", minutes: "", outcome: "", text: "", reason: "" };
const shown = { form: empty, version: 0 };

/** Which of what was said, what instead, and why. The original stays, the amendment beside it. */
export function AmendForm({ place: { pilot, number }, view, seen, onClose }: Props) {
  const again = useSessionAgain(pilot);
  const lines = amendable(
    seen,
    view.moduleVersion.steps.map(({ shows }) => textIn(shows, "en")),
  );
  const state = useEdit<AmendTyped>({
    place: `${pilot}.session.${number}.amend.${seen.operator.id}`,
    shown,
    check: (typed) => wrongAmendment(typed, lines),
    save: async (typed) => {
      const amendment = amendmentOf(typed, lines);
      if (amendment === null) return;
      await amendAct({ pilot, session: number }, { operatorId: seen.operator.id, ...amendment });
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
  const line = lines.find(({ act }) => act === typed.about) ?? null;
  const field = (name: keyof AmendTyped) => ({
    id: `amend-${seen.operator.id}-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  return (
    <PlaceForm
      label={`Amend the record of ${seen.operator.name}`}
      title="The original stays, and the amendment beside it. Signatures that covered the original do not count any more."
      act="Amend"
      acting="Amending …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <ChoiceField
        {...field("about")}
        size="middle"
        label="What is wrong"
        options={lines.map(({ act, name, now }) => [act, `${name}: ${now}`] as const)}
      />
      {line?.kind === "attended" ? <AttendedFields is={typed.is} field={field} /> : null}
      {line?.kind === "outcome" ? (
        <ChoiceField {...field("outcome")} label="Instead" options={outcomes.map(asOption)} />
      ) : null}
      {line?.kind === "noted" ? <AreaField {...field("text")} label="Instead" rows={2} /> : null}
      <AreaField {...field("reason")} label="Reason, kept in the record" rows={2} />
    </PlaceForm>
  );
}

const asOption = (outcome: Outcome) => [outcome, outcomeWords[outcome]] as const;

type Field = (name: keyof AmendTyped) => {
  id: string;
  value: string;
  wrong: string | undefined;
  onType(value: string): void;
};

function AttendedFields({ is, field }: { is: string; field: Field }) {
  return (
    <>
      <ChoiceField
        {...field("is")}
        label="Instead"
        options={attendances.map((one) => [one, one.replace("-", " ")] as const)}
      />
      {is === "late" || is === "left-early" ? (
        <TextField
          {...field("minutes")}
          size="small"
          label={is === "late" ? "Minutes late" : "Minutes before the end"}
          most={3}
        />
      ) : null}
    </>
  );
}
