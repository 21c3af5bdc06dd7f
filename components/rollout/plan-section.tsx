"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { RolloutPlan } from "#lib/rollout/core/plan.ts";
import type { RolloutView } from "#lib/rollout/core/rollout-view.ts";
import { writtenSourceText } from "#lib/rollout/core/say-written.ts";
import { rolloutQuery, saveRolloutPlan } from "#lib/rollout/query.ts";
import { AreaField, ChoiceField, PlaceForm, TextField } from "../pilots/fields.tsx";
import { Section } from "../pilots/section.tsx";
import { type EditState, useEdit } from "../pilots/use-edit.ts";
import { type PlanDraft, planDraft, planMistakes, planOf } from "./plan-draft.ts";
import { RuleFields, VitalsFields, WrittenFields } from "./plan-fields.tsx";
import styles from "./rollout.module.css";
import type { RolloutChoices, RolloutPlace } from "./rollout-place.ts";
import { StageFields } from "./stage-fields.tsx";
import { useRolloutAgain } from "./use-rollout-act.ts";

type Props = { number: number; place: RolloutPlace; view: RolloutView; choices: RolloutChoices };

/** How it goes over, written down before: one that is open keeps the plan that it began with. */
export function RolloutPlanSection({ number, place, view, choices }: Props) {
  const again = useRolloutAgain(place.pilot);
  const client = useQueryClient();
  const state = useEdit<PlanDraft>({
    place: `${place.pilot}.rollout-plan`,
    shown: { form: planDraft(view.plan), version: view.version },
    check: planMistakes,
    save: async (typed, version) => {
      await saveRolloutPlan(place.pilot, { version, plan: planOf(typed) as never });
      await again();
    },
    readAgain: async () => {
      const fresh = await client.fetchQuery({ ...rolloutQuery(place.pilot), staleTime: 0 });
      return { form: planDraft(fresh.plan), version: fresh.version };
    },
  });
  const end =
    place.mayAct && state.edit === null && view.switches.length > 0 ? (
      <button type="button" className="button link" onClick={() => state.begin()}>
        {view.plan === null ? "Write the plan" : "Change the plan"}
      </button>
    ) : null;
  return (
    <Section
      number={number}
      id="rollout-plan"
      title="Plan"
      note="an open rollout keeps the plan it began with"
      end={end}
    >
      {state.edit === null ? (
        <PlanText view={view} choices={choices} />
      ) : (
        <PlanForm state={state} view={view} choices={choices} />
      )}
    </Section>
  );
}

function PlanText({ view: { plan, switches }, choices }: Pick<Props, "view" | "choices">) {
  if (switches.length === 0)
    return (
      <p className={`second ${styles["note"]}`}>
        The server’s configuration names no switch for this pilot. An administrator adds one to{" "}
        <span className="mono">gantry.yaml</span>, under <span className="mono">switches</span>: a HAProxy by its
        runtime socket, or a command.
      </p>
    );
  if (plan === null)
    return (
      <p className={`second ${styles["note"]}`}>
        Not written yet: which switch, in which stages (such as 10, 25, 50, 100 %), how long each holds, and what has to
        hold in it.
      </p>
    );
  const lines: [string, string][] = [
    ["Switch", plan.switch],
    ["Before the first stage", `${plan.healthyLeast} healthy servers of the new system`],
    ["Vitals", vitalsText(plan.vitals, choices.systems)],
    ["To reconcile", writtenSourceText(plan.writtenSince)],
    [
      "Rule",
      plan.auto === null
        ? "none"
        : `dry run, it moves nothing: says so when errors come ${plan.auto.burnRate} times as fast as ${Number((plan.auto.errorBudgetRatio * 100).toFixed(3))} % allows, over ${plan.auto.shortSeconds} s and over ${plan.auto.longSeconds} s`,
    ],
    ["Point of no return", plan.pointOfNoReturn === "" ? "none is named" : plan.pointOfNoReturn],
  ];
  return (
    <dl className={styles["facts"]}>
      {lines.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function vitalsText(vitals: RolloutPlan["vitals"], systems: RolloutChoices["systems"]): string {
  if (vitals === null) return "none: every gate waits";
  if ("mirror" in vitals) return `counted by the mirror ${vitals.mirror}`;
  return `from ${systems.find(({ id }) => id === vitals.system)?.name ?? "a system that was removed"}`;
}

type FormProps = { state: EditState<PlanDraft>; view: RolloutView; choices: RolloutChoices };

function PlanForm({ state, view, choices }: FormProps) {
  if (state.edit === null) return null;
  const { typed } = state.edit;
  const { wrong, put } = state;
  return (
    <PlaceForm
      label="Plan of the rollout"
      act="Save"
      acting="Saving …"
      isPending={state.isPending}
      error={state.error}
      onSubmit={state.submit}
      onCancel={state.cancel}
    >
      <ChoiceField
        id="plan-switch"
        label="Switch"
        size="middle"
        value={typed.switch}
        wrong={wrong["plan.switch"]}
        options={view.switches.map(({ name, environment }) => [name, `${name}, ${environment}`] as const)}
        onType={(text) => put({ switch: text })}
      />
      <TextField
        id="plan-healthy"
        label="Healthy new servers needed"
        size="small"
        value={typed.healthyLeast}
        wrong={wrong["plan.healthyLeast"]}
        onType={(text) => put({ healthyLeast: text })}
      />
      <StageFields typed={typed} wrong={wrong} put={put} />
      <VitalsFields typed={typed} wrong={wrong} put={put} systems={choices.systems} mirrors={choices.mirrors} />
      <WrittenFields typed={typed} wrong={wrong} put={put} databases={choices.databases} mirrors={choices.mirrors} />
      <RuleFields typed={typed} wrong={wrong} put={put} />
      <AreaField
        id="plan-point"
        label="Point of no return: what cannot be undone once all traffic is over"
        rows={2}
        value={typed.pointOfNoReturn}
        wrong={wrong["plan.pointOfNoReturn"]}
        onType={(text) => put({ pointOfNoReturn: text })}
      />
    </PlaceForm>
  );
}
