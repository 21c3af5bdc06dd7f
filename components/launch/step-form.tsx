"use client";

import { dayOffsetText, offsetText, readOffset } from "#lib/launch/core/offset.ts";
import type { PlanPart, Step } from "#lib/launch/core/plan.ts";
import { AddStep } from "#lib/launch/input/plan.ts";
import { ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { usePlanAgain } from "./use-plan-act.ts";

type Form = { title: string; owner: string; offset: string; pointOfNoReturn: string; checklistId: string };
type StepTyped = Omit<AddStep, "part">;
type Props = {
  place: string;
  pilot: string;
  part: PlanPart;
  step: Step | null;
  lists: readonly { id: string; name: string }[];
  save(step: StepTyped): Promise<unknown>;
  onClose(): void;
};

const shownOffset = (part: PlanPart, step: Step | null) => {
  if (step === null) return "";
  return part === "programme"
    ? dayOffsetText(step.offsetMinutes).replace("L day", "L+0 d")
    : offsetText(step.offsetMinutes);
};

/** What is typed as it is sent; an offset that cannot be read stays none, and the form says so. */
function typedStep(part: PlanPart, { title, owner, offset, pointOfNoReturn, checklistId }: Form) {
  const offsetMinutes = readOffset(offset);
  return {
    part,
    title,
    owner,
    offsetMinutes,
    pointOfNoReturn,
    checklistId: checklistId === "" || checklistId === "none" ? null : checklistId,
  };
}

export function StepForm({ place, pilot, part, step, lists, save, onClose }: Props) {
  const again = usePlanAgain(pilot);
  const { title = "", owner = "", pointOfNoReturn = "", checklistId = null } = step ?? {};
  const form = { title, owner, pointOfNoReturn, offset: shownOffset(part, step), checklistId: checklistId ?? "none" };
  const shown = { form, version: step?.version ?? 0 };
  const state = useEdit<Form>({
    place,
    shown,
    check: (typed) => {
      const { offsetMinutes, ...wrong } = wrongIn(AddStep.safeParse(typedStep(part, typed)).error?.issues);
      return offsetMinutes === undefined ? wrong : { ...wrong, offset: offsetSays(part) };
    },
    save: async (typed) => {
      const { part: _part, offsetMinutes, ...rest } = typedStep(part, typed);
      await save({ ...rest, offsetMinutes: offsetMinutes ?? 0 });
      await again();
      onClose();
    },
    readAgain: async () => {
      await again();
      return shown;
    },
    begins: "at once",
  });
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const field = (name: keyof Form) => ({
    id: `step-${part}-${name}`,
    value: typed[name],
    wrong: state.wrong[name],
    onType: (value: string) => state.put({ [name]: value }),
  });
  const cancel = () => {
    state.cancel();
    onClose();
  };
  return (
    <PlaceForm
      label={step === null ? "A new step" : `Change the step ${step.title}`}
      act={step === null ? "Add the step" : "Save"}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("offset")} label="When" size="small" most={20} mono hint={offsetSays(part)} />
      <TextField {...field("title")} label="What is done" most={200} />
      <TextField {...field("owner")} label="Owner" most={120} />
      {part === "programme" ? null : (
        <>
          <TextField
            {...field("pointOfNoReturn")}
            label="No way back after it"
            size="wide"
            most={300}
            hint="what cannot be undone then; empty where it can"
          />
          <ChoiceField
            {...field("checklistId")}
            label="Waits for the list"
            size="middle"
            options={[["none", "no list"], ...lists.map(({ id, name }) => [id, name] as const)]}
          />
        </>
      )}
    </PlaceForm>
  );
}

function offsetSays(part: PlanPart): string {
  return part === "programme" ? "days, such as L-3 d or L+1 d" : "from the window's beginning, such as L-00:30";
}
