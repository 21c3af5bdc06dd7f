"use client";

import { withCriterion } from "./criterion-draft.ts";
import styles from "./new-run.module.css";
import { NumberField, Segments, TextField } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import { shaped, shapePlace, withShape } from "./read-shape.ts";
import type { RunDraft } from "./run-draft.ts";
import { type ShapeField, shapeFields } from "./shape-figures.ts";

const openShapes = [
  ["constant", "Constant"],
  ["ramp", "Ramp"],
  ["steps", "Steps"],
  ["burst", "Burst"],
  ["spike", "Spike"],
  ["soak", "Soak"],
  ["search", "Search"],
  ["own", "Own"],
] as const;
const closedShapes = [
  ["users", "Users"],
  ["sweep", "Sweep"],
  ["batches", "Clients × requests"],
  ["own", "Own"],
] as const;

const says: Readonly<Record<string, string>> = {
  steps: "Each step is a level with figures of its own.",
  spike: "Falls back to the base, so that it shows how long the target takes to recover.",
  soak: "Long, to find what grows: memory, connections, latency.",
  search: "Goes up until a level does not hold or cannot be judged, then ends. The last level that held is the answer.",
  sweep: "Each number of users is a level with figures of its own.",
  batches: "A level ends when each user has sent its requests. The pairs are users × requests of each.",
};

/** Which shape the load has, by name. Its figures become the stages or levels below. */
export function ShapeChoice({ form: { draft, change } }: { form: RunForm }) {
  const isOpen = draft.model === "open";
  const shape = shapeOfDraft(draft);
  return (
    <div className="field-row">
      <span className={`name ${styles["top"]}`}>Shape</span>
      <div className={styles["rows"]}>
        <Segments
          place="profile.shape"
          label="Shape of the load"
          value={shape}
          options={isOpen ? openShapes : closedShapes}
          onChoose={(name) => change(withShape(draft, name))}
        />
        {says[shape] === undefined ? null : <p className="second small">{says[shape]}</p>}
      </div>
    </div>
  );
}

const shapeOfDraft = ({ model, openShape, closedShape }: RunDraft) => (model === "open" ? openShape : closedShape);

export function ShapeFigures({ form }: { form: RunForm }) {
  const shape = shapeOfDraft(form.draft);
  return (
    <>
      {(shapeFields[shape] ?? []).map((field) => (
        <Figure key={field.key} form={form} field={field} />
      ))}
      {shape === "spike" ? <RecoveryOffer form={form} /> : null}
    </>
  );
}

function Figure({ form: { draft, change, wrongAt }, field }: { form: RunForm; field: ShapeField }) {
  const { key, label, unit, hint, isList } = field;
  const place = shapePlace(key);
  const onType = (text: string) => {
    const figures = { ...draft.figures, [key]: text };
    change({ figures, ...shaped({ ...draft, figures }) });
  };
  const props = { place, label, value: draft.figures[key] ?? "", wrong: wrongAt(place), onType };
  const said = hint === undefined ? {} : { hint };
  return isList === true ? (
    <TextField {...props} {...said} most={600} />
  ) : (
    <NumberField {...props} {...said} unit={unit} />
  );
}

/** A spike without a limit for the recovery shows it and judges nothing. */
function RecoveryOffer({ form: { draft, change } }: { form: RunForm }) {
  const isThere = draft.criteria.some(({ metric }) => metric === "recovery");
  if (isThere || draft.limits === "set") return null;
  const row = { metric: "recovery", limit: "60", backTo: "p95", backUnder: "500" };
  return (
    <div className="field-row">
      <span className="name">Recovery</span>
      <div className={styles["line"]}>
        <button
          type="button"
          className="button"
          onClick={() => change({ criteria: withCriterion(draft.criteria, row) })}
        >
          Judge it: back under p95 500 ms within 60 s
        </button>
      </div>
    </div>
  );
}

/** Optional: the rate that has to hold for the search to pass. */
export function SearchGoal({ form: { draft, change, wrongAt } }: { form: RunForm }) {
  const place = "profile.search.atLeast";
  return (
    <NumberField
      place={place}
      label="Has to hold"
      unit="/s"
      hint="at least; empty: whatever is found"
      value={draft.atLeast}
      wrong={wrongAt(place)}
      onType={(atLeast) => change({ atLeast })}
    />
  );
}
