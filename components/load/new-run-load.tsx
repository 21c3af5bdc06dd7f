"use client";

import { count } from "#lib/load/core/say.ts";
import styles from "./new-run.module.css";
import { NumberField, NumberInput, Part, SegmentsField, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { LevelList } from "./new-run-levels.tsx";
import { SearchGoal, ShapeChoice, ShapeFigures } from "./new-run-shape.tsx";
import { StageList } from "./new-run-stages.tsx";
import { UnitSelect } from "./new-run-unit.tsx";

const kinds = [
  ["load", "Load run"],
  ["smoke", "Smoke run"],
] as const;
const models = [
  ["open", "Open: by rate"],
  ["closed", "Closed: by users"],
] as const;

const arrivals = [
  ["even", "Even"],
  ["poisson", "At random"],
] as const;

/** How much load, and when; of a smoke run, how often. */
export function LoadFields({ form }: { form: RunForm }) {
  const { draft, change } = form;
  return (
    <Part number={1} id="part-load" title={draft.kind === "smoke" ? "How often" : "Load"}>
      <SegmentsField
        name="Kind"
        place="kind"
        label="Kind of run"
        value={draft.kind}
        options={kinds}
        onChoose={(kind) => change({ kind })}
      />
      {draft.kind === "smoke" ? <Passes form={form} /> : <Model form={form} />}
    </Part>
  );
}

function Passes({ form: { draft, read, change, wrongAt } }: { form: RunForm }) {
  const steps = read.part?.mix.length ?? 0;
  const each = steps === 0 ? "" : `, ${steps === 1 ? "1 request" : `${count(steps)} requests`} each`;
  return (
    <NumberField
      place="passes"
      label="Passes"
      hint={`one user goes through all steps${each}`}
      value={draft.passes}
      wrong={wrongAt("passes")}
      onType={(passes) => change({ passes })}
    />
  );
}

function Model({ form }: { form: RunForm }) {
  const { draft, change } = form;
  return (
    <>
      <SegmentsField
        name="Model"
        place="profile.model"
        label="Load model"
        value={draft.model}
        options={models}
        onChoose={(model) => change({ model })}
      />
      {draft.model === "" ? (
        <p className={`second small ${styles["under"]}`}>
          Open: requests come at a rate, however slow the target is. Closed: each user waits for its answer, thinks, and
          asks again.
        </p>
      ) : (
        <>
          <ShapeChoice form={form} />
          <ShapeFigures form={form} />
          {draft.model === "open" ? <OpenFields form={form} /> : <ClosedFields form={form} />}
          <WarmUp form={form} />
        </>
      )}
    </>
  );
}

function OpenFields({ form }: { form: RunForm }) {
  const { draft, change, wrongAt } = form;
  return (
    <>
      {draft.search ? <SearchGoal form={form} /> : null}
      <StageList form={form} />
      <ArrivalsChoice form={form} />
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

function ArrivalsChoice({ form: { draft, change } }: { form: RunForm }) {
  return (
    <SegmentsField
      name="Arrivals"
      place="profile.arrivals"
      value={draft.arrivals}
      options={arrivals}
      hint={
        draft.arrivals === "even"
          ? "one after another at the same distance"
          : "as people come who know nothing of each other (Poisson): several at once, then none"
      }
      onChoose={(chosen) => change({ arrivals: chosen })}
    />
  );
}

function ClosedFields({ form }: { form: RunForm }) {
  const { draft, change, wrongAt } = form;
  return (
    <>
      {draft.closedShape === "users" ? (
        <NumberField
          place="profile.users"
          label="Users"
          hint="think time as the scenario says"
          value={draft.users}
          wrong={wrongAt("profile.users")}
          onType={(users) => change({ users })}
        />
      ) : (
        <LevelList form={form} />
      )}
      <NumberField
        place="profile.spawnPerSecond"
        label="Spawn rate"
        unit="users a second"
        value={draft.spawnPerSecond}
        wrong={wrongAt("profile.spawnPerSecond")}
        onType={(spawnPerSecond) => change({ spawnPerSecond })}
      />
      {draft.closedShape === "users" ? <HowLong form={form} /> : null}
    </>
  );
}

function HowLong({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const length = "profile.durationSeconds";
  return (
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
  );
}

function WarmUp({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  return (
    <NumberField
      place="profile.warmUpSeconds"
      label="Warm-up"
      unit="s"
      hint="the first seconds, which do not count; empty for none"
      value={draft.warmUp}
      wrong={wrongAt("profile.warmUpSeconds")}
      onType={(warmUp) => change({ warmUp })}
    />
  );
}
