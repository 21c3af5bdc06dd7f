"use client";

import { perSecond } from "#lib/load/core/say.ts";
import styles from "./new-run.module.css";
import { NumberInput, Select, WrongAt } from "./new-run-fields.tsx";
import { useFocusNext } from "./new-run-focus.ts";
import type { RunForm } from "./new-run-form-state.ts";
import { UnitSelect } from "./new-run-unit.tsx";
import { withStages } from "./read-shape.ts";
import { type StageDraft, withStage } from "./run-draft.ts";

const mostStages = 50;
const shapes = ["constant", "ramp", "by step"] as const;
const fields = ["from", "to", "step", "seconds"] as const;

/** The rate over time, one part after another. */
export function StageList({ form }: { form: RunForm }) {
  const { draft, change, wrongAt } = form;
  const focusNext = useFocusNext();
  const add = () => {
    focusNext(`profile.stages.${draft.stages.length}.shape`);
    change(withStages(draft, withStage(draft.stages)));
  };
  const remove = (id: number) => {
    focusNext("add-stage");
    change(
      withStages(
        draft,
        draft.stages.filter((stage) => stage.id !== id),
      ),
    );
  };
  return (
    <div className="field-row">
      <span className={`name ${styles["top"]}`}>{draft.stages.length === 1 ? "Rate" : "Rate, stages"}</span>
      <div id="profile.stages">
        {draft.stages.map((stage, index) => (
          <StageRow key={stage.id} form={form} stage={stage} index={index} onRemove={() => remove(stage.id)} />
        ))}
        <WrongAt place="profile.stages" wrong={wrongAt("profile.stages")} />
        <button
          id="add-stage"
          type="button"
          className="button link"
          disabled={draft.stages.length >= mostStages}
          onClick={add}
        >
          Add a stage
        </button>
      </div>
    </div>
  );
}

type RowProps = { form: RunForm; stage: StageDraft; index: number; onRemove(): void };

function StageRow({ form, stage, index, onRemove }: RowProps) {
  const { draft, change, wrongAt } = form;
  const place = `profile.stages.${index}`;
  const alter = (part: Partial<StageDraft>) =>
    change(
      withStages(
        draft,
        draft.stages.map((one) => (one.id === stage.id ? { ...one, ...part } : one)),
      ),
    );
  const which = `stage ${index + 1}`;
  const choose = (chosen: string) => alter({ shape: shapes.find((shape) => shape === chosen) ?? stage.shape });
  return (
    <div className={styles["stage"]}>
      <div className={styles["line"]}>
        <span className={styles["shape"]}>
          <Select
            place={`${place}.shape`}
            label={`Shape of ${which}`}
            value={stage.shape}
            wrong={undefined}
            onChoose={choose}
          >
            {shapes.map((shape) => (
              <option key={shape}>{shape}</option>
            ))}
          </Select>
        </span>
        {stage.shape === "by step" ? (
          <ByStep form={form} stage={stage} place={place} which={which} alter={alter} />
        ) : (
          <Rates form={form} stage={stage} place={place} which={which} alter={alter} />
        )}
        <span className={styles["group"]}>
          <span className="second">{stage.shape === "by step" ? "in" : "for"}</span>
          <NumberInput
            place={`${place}.seconds`}
            label={`Length of ${which}`}
            value={stage.length}
            wrong={wrongAt(`${place}.seconds`)}
            onType={(length) => alter({ length })}
          />
          <UnitSelect place={`${place}.unit`} value={stage.unit} onChoose={(unit) => alter({ unit })} />
          {draft.stages.length > 1 ? (
            <button type="button" className={styles["remove"]} aria-label={`Remove ${which}`} onClick={onRemove}>
              ×
            </button>
          ) : null}
        </span>
      </div>
      <StageSays form={form} stage={stage} index={index} />
    </div>
  );
}

type PartProps = {
  form: RunForm;
  stage: StageDraft;
  place: string;
  which: string;
  alter(part: Partial<StageDraft>): void;
};

function Rates({ form: { wrongAt }, stage, place, which, alter }: PartProps) {
  const isRamp = stage.shape === "ramp";
  return (
    <>
      <NumberInput
        place={`${place}.from`}
        label={`${isRamp ? "First rate" : "Rate"} of ${which}, requests a second`}
        unit={isRamp ? "to" : "/s"}
        value={stage.from}
        wrong={wrongAt(`${place}.from`)}
        onType={(from) => alter({ from })}
      />
      {isRamp ? (
        <NumberInput
          place={`${place}.to`}
          label={`Last rate of ${which}, requests a second`}
          unit="/s"
          value={stage.to}
          wrong={wrongAt(`${place}.to`)}
          onType={(to) => alter({ to })}
        />
      ) : null}
    </>
  );
}

/** So many of one step in a time; the mix gives the rest. */
function ByStep({ form: { read, wrongAt }, stage, place, which, alter }: PartProps) {
  const known = read.scenario?.mix.map(({ name }) => name) ?? [];
  const names = stage.step === "" || known.includes(stage.step) ? known : [stage.step, ...known];
  return (
    <>
      <NumberInput
        place={`${place}.from`}
        label={`How many in ${which}`}
        value={stage.times}
        wrong={wrongAt(`${place}.from`)}
        onType={(times) => alter({ times })}
      />
      <span className={styles["step"]}>
        <Select
          place={`${place}.step`}
          label={`Step of ${which}`}
          value={stage.step}
          wrong={wrongAt(`${place}.step`)}
          onChoose={(step) => alter({ step })}
        >
          {stage.step === "" ? <option value="">choose a step</option> : null}
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </span>
    </>
  );
}

function StageSays({ form: { read, wrongAt }, stage, index }: { form: RunForm; stage: StageDraft; index: number }) {
  const place = `profile.stages.${index}`;
  const wrong = fields.filter((field) => wrongAt(`${place}.${field}`) !== undefined);
  if (wrong.length > 0)
    return wrong.map((field) => (
      <p key={field}>
        <WrongAt place={`${place}.${field}`} wrong={wrongAt(`${place}.${field}`)} />
      </p>
    ));
  const rate = read.profile?.model === "open" ? read.profile.stages[index]?.from : undefined;
  if (stage.shape !== "by step" || rate === undefined) return null;
  return <p className="second small">{`${perSecond(rate)} of the whole mix`}</p>;
}
