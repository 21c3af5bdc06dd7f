"use client";

import { AddModule, VersionModule } from "#lib/training/input/people.ts";
import { AreaField, PlaceForm, TextField } from "../../pilots/fields.tsx";
import { useEdit, wrongIn } from "../../pilots/use-edit.ts";
import { addedOf, newStep, type TypedModule, type TypedStep, versionOf } from "./module-draft.ts";
import { RoleTicks } from "./role-ticks.tsx";
import { StepField } from "./step-field.tsx";
import { usePeopleAgain } from "./use-people-again.ts";

type Props = {
  place: string;
  pilot: string;
  /** `number`: of the newest version; 0 for a new module. */
  shown: { form: TypedModule; version: number };
  roles: readonly string[];
  save(typed: TypedModule, number: number): Promise<unknown>;
  /** After somebody else's version. */
  readAgain(): Promise<{ form: TypedModule; version: number }>;
  onClose(): void;
};

/** A new module, or a new version of one: what is taught, what has to be shown, what the operator then says. */
export function ModuleForm({ place, pilot, shown, roles, save, readAgain, onClose }: Props) {
  const again = usePeopleAgain(pilot);
  const isNew = shown.version === 0;
  const state = useEdit<TypedModule>({
    ...{ place, shown, readAgain, begins: "at once" },
    check: (typed, number) =>
      wrongIn(
        (isNew ? AddModule.safeParse(addedOf(typed)) : VersionModule.safeParse(versionOf(typed, number))).error?.issues,
      ),
    save: async (typed, number) => {
      await save(typed, number);
      await again();
      onClose();
    },
  });
  if (state.edit === null) return null;
  const { typed, version } = state.edit;
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={isNew ? "A new module" : `A new version of ${typed.code}`}
      title={isNew ? "A new module" : `Version ${version + 1} of ${typed.code}`}
      note={
        isNew
          ? "Write each text in English, German, or both: an operator reads it in their own language where there is one."
          : "The versions before stay as they are, and so does what was signed for them."
      }
      act={isNew ? "Add the module" : `Write version ${version + 1}`}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <ModuleFields {...{ typed, isNew, roles }} wrong={state.wrong} put={state.put} />
    </PlaceForm>
  );
}

type FieldsProps = {
  typed: TypedModule;
  isNew: boolean;
  roles: readonly string[];
  wrong: Readonly<Record<string, string>>;
  put(part: Partial<TypedModule>): void;
};

type TextName = Exclude<keyof TypedModule, "steps" | "dueForRoles">;

function ModuleFields({ typed, isNew, roles, wrong, put }: FieldsProps) {
  const field = (name: TextName, said: string = name) => ({
    id: `module-${name}`,
    value: typed[name],
    wrong: wrong[said],
    onType: (text: string) => put({ [name]: text }),
  });
  return (
    <>
      {isNew ? (
        <TextField {...field("code")} label="Code" hint="such as M3; it stays" size="small" most={12} mono />
      ) : null}
      <TextField {...field("nameEn", "name")} label="Name, English" most={80} />
      <TextField {...field("nameDe")} label="Name, German" most={80} />
      <TextField {...field("minutes")} label="Length" size="small" most={4} unit="min" />
      <TextField
        {...field("validForDays")}
        label="Counts for"
        hint="empty: for ever"
        size="small"
        most={4}
        unit="days"
      />
      <Steps {...{ typed, wrong, put }} />
      <AreaField
        {...field("statementEn", "statement")}
        label="What the operator says of themselves, English"
        hint={
          typed.statementEn === "" && typed.statementDe === ""
            ? "such as: I took a lot through all gates on my own, and put one on hold."
            : undefined
        }
        rows={2}
      />
      <AreaField {...field("statementDe")} label="What the operator says of themselves, German" rows={2} />
      {isNew ? null : (
        <RoleTicks
          id="module-due"
          legend="Due again for"
          hint="Whoever has one of these roles and signed for an earlier version is due again. None: earlier sign-offs go on counting."
          roles={roles}
          chosen={typed.dueForRoles}
          wrong={wrong["dueForRoles"]}
          onChange={(dueForRoles) => put({ dueForRoles })}
        />
      )}
    </>
  );
}

const mostSteps = 40;

function Steps({ typed: { steps }, wrong, put }: Pick<FieldsProps, "typed" | "wrong" | "put">) {
  const change = (index: number, part: Partial<TypedStep>) =>
    put({ steps: steps.map((step, at) => (at === index ? { ...step, ...part } : step)) });
  const move = (index: number, to: number) => {
    const step = steps[index];
    if (step !== undefined) put({ steps: steps.toSpliced(index, 1).toSpliced(to, 0, step) });
  };
  return (
    <>
      {steps.map((step, index) => (
        <StepField
          key={step.id === "" ? `new ${String(index)}` : step.id}
          {...{ index, step }}
          count={steps.length}
          wrong={wrong[`steps.${index}.shows`] ?? wrong[`steps.${index}`] ?? (index === 0 ? wrong["steps"] : undefined)}
          onChange={(part) => change(index, part)}
          onMove={(to) => move(index, to)}
          onRemove={() => put({ steps: steps.toSpliced(index, 1) })}
        />
      ))}
      {steps.length >= mostSteps ? null : (
        <button type="button" className="button" onClick={() => put({ steps: [...steps, newStep] })}>
          Add a step
        </button>
      )}
    </>
  );
}
