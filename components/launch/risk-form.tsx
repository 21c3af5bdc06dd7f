"use client";

import type { Risk } from "#lib/launch/core/plan.ts";
import { AddRisk } from "#lib/launch/input/plan.ts";
import { AreaField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { useEdit, wrongIn } from "../pilots/use-edit.ts";
import { usePlanAgain } from "./use-plan-act.ts";

type Form = { risk: string; mitigation: string; fallback: string; owner: string };
type Props = { place: string; pilot: string; risk: Risk | null; save(risk: Form): Promise<unknown>; onClose(): void };

export function RiskForm({ place, pilot, risk, save, onClose }: Props) {
  const again = usePlanAgain(pilot);
  const { risk: text = "", mitigation = "", fallback = "", owner = "" } = risk ?? {};
  const shown = { form: { risk: text, mitigation, fallback, owner }, version: risk?.version ?? 0 };
  const state = useEdit<Form>({
    place,
    shown,
    check: (typed) => wrongIn(AddRisk.safeParse(typed).error?.issues),
    save: async (typed) => {
      await save(typed);
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
    id: `risk-${name}`,
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
      label={risk === null ? "A new risk" : `Change the risk ${risk.risk}`}
      act={risk === null ? "Add the risk" : "Save"}
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={cancel}
    >
      <TextField {...field("risk")} label="What may happen" size="wide" most={300} />
      <AreaField {...field("mitigation")} label="What is done against it" rows={2} />
      <AreaField {...field("fallback")} label="If it happens all the same" rows={2} />
      <TextField {...field("owner")} label="Owner" most={120} />
    </PlaceForm>
  );
}
