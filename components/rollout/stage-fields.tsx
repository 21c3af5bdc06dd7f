"use client";

import { TextField } from "../pilots/fields.tsx";
import type { StageDraft } from "./plan-draft.ts";
import type { DraftProps } from "./plan-fields.tsx";
import styles from "./rollout.module.css";

const fields = [
  ["percent", "Over", "percent", "%"],
  ["holdMinutes", "Holds", "holdSeconds", "min"],
  ["errorPercent", "Errors at most", "gate.errorRatioMost", "%"],
  ["p99", "p99 at most", "gate.latencyMsP99Most", "ms"],
  ["samples", "Of at least", "gate.samplesLeast", "requests"],
] as const;

/** One line a stage. */
export function StageFields({ typed: { stages }, wrong, put }: DraftProps) {
  const change = (index: number, part: Partial<StageDraft>) =>
    put({ stages: stages.map((stage, at) => (at === index ? { ...stage, ...part } : stage)) });
  const last = stages.at(-1);
  return (
    <fieldset className={styles["stages"]}>
      <legend>Stages</legend>
      {stages.map((stage, index) => (
        <div key={`stage ${String(index)}`} className={styles["stage"]}>
          {fields.map(([field, label, path, unit]) => (
            <TextField
              key={field}
              id={`stage-${index}-${field}`}
              label={label}
              size="small"
              unit={unit}
              value={stage[field]}
              wrong={wrong[`plan.stages.${index}.${path}`]}
              onType={(text) => change(index, { [field]: text })}
            />
          ))}
          <button
            type="button"
            className={`button link ${styles["remove"]}`}
            aria-label={`Remove stage ${index + 1}`}
            onClick={() => put({ stages: stages.filter((_, at) => at !== index) })}
          >
            Remove
          </button>
        </div>
      ))}
      {wrong["plan.stages"] === undefined ? null : <p className="wrong small">{wrong["plan.stages"]}</p>}
      <button
        type="button"
        className="button"
        onClick={() =>
          put({
            stages: [
              ...stages,
              { holdMinutes: "10", errorPercent: "1", p99: "", samples: "1000", ...last, percent: "" },
            ],
          })
        }
      >
        Add a stage
      </button>
    </fieldset>
  );
}
