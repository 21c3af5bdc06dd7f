"use client";

import styles from "./new-run.module.css";
import { NumberField, NumberInput, Part, Segments, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { StageList } from "./new-run-stages.tsx";
import { UnitSelect } from "./new-run-unit.tsx";

const models = [
  ["open", "Open: by rate"],
  ["closed", "Closed: by users"],
] as const;

/** How much load, and when. */
export function LoadFields({ form }: { form: RunForm }) {
  const { draft, change } = form;
  return (
    <Part number={1} id="part-load" title="Load">
      <div className="field-row">
        <span className="name">Model</span>
        <div>
          <Segments
            place="profile.model"
            label="Load model"
            value={draft.model}
            options={models}
            onChoose={(model) => change({ model })}
          />
        </div>
      </div>
      {draft.model === "open" ? <OpenFields form={form} /> : null}
      {draft.model === "closed" ? <ClosedFields form={form} /> : null}
      {draft.model === "" ? (
        <p className={`second small ${styles["under"]}`}>
          Open: requests come at a rate, however slow the target is. Closed: each user waits for its answer, thinks, and
          asks again.
        </p>
      ) : null}
    </Part>
  );
}

function OpenFields({ form }: { form: RunForm }) {
  const { draft, change, wrongAt } = form;
  return (
    <>
      <StageList form={form} />
      <NumberField
        place="profile.maxUsers"
        label="Users at most"
        hint="each with a connection of its own"
        value={draft.maxUsers}
        wrong={wrongAt("profile.maxUsers")}
        onType={(maxUsers) => change({ maxUsers })}
      />
      <NumberField
        place="profile.startLimitMs"
        label="Start limit"
        unit="s"
        hint="an arrival that waits longer is dropped, and counted"
        value={draft.startLimit}
        wrong={wrongAt("profile.startLimitMs")}
        onType={(startLimit) => change({ startLimit })}
      />
    </>
  );
}

function ClosedFields({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const length = "profile.durationSeconds";
  return (
    <>
      <NumberField
        place="profile.users"
        label="Users"
        hint="think time as the scenario says"
        value={draft.users}
        wrong={wrongAt("profile.users")}
        onType={(users) => change({ users })}
      />
      <NumberField
        place="profile.spawnPerSecond"
        label="Spawn rate"
        unit="users a second"
        value={draft.spawnPerSecond}
        wrong={wrongAt("profile.spawnPerSecond")}
        onType={(spawnPerSecond) => change({ spawnPerSecond })}
      />
      <div className="field-row">
        <span className="name">For</span>
        <div className="with-unit">
          <NumberInput
            place={length}
            label="For how long"
            value={draft.length}
            wrong={wrongAt(length)}
            onType={(text) => change({ length: text })}
          />
          <UnitSelect place={`${length}-unit`} value={draft.unit} onChoose={(unit) => change({ unit })} />
          <WrongAt place={length} wrong={wrongAt(length)} />
        </div>
      </div>
    </>
  );
}
