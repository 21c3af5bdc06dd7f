"use client";

import styles from "./new-run.module.css";
import { NumberInput, Select, WrongAt } from "./new-run-fields.tsx";
import { useFocusNext } from "./new-run-focus.ts";
import type { RunForm } from "./new-run-form-state.ts";
import { UnitSelect } from "./new-run-unit.tsx";
import { type LevelDraft, withLevel } from "./run-draft.ts";

const mostLevels = 50;
const fields = ["users", "requestsEach", "seconds"];

/** Users over time, one level after another. Changed by hand they are one's own. */
export function LevelList({ form }: { form: RunForm }) {
  const { draft, change, wrongAt } = form;
  const focusNext = useFocusNext();
  const put = (levels: LevelDraft[]) => change({ levels, closedShape: "own" });
  const add = () => {
    focusNext(`profile.levels.${draft.levels.length}.users`);
    put(withLevel(draft.levels));
  };
  const remove = (id: number) => {
    focusNext("add-level");
    put(draft.levels.filter((level) => level.id !== id));
  };
  return (
    <div className="field-row">
      <span className={`name ${styles["top"]}`}>Levels</span>
      <div id="profile.levels">
        {draft.levels.map((level, index) => (
          <LevelRow
            key={level.id}
            {...{ form, level, index }}
            onPut={(next) => put(draft.levels.map((one) => (one.id === level.id ? next : one)))}
            onRemove={() => remove(level.id)}
          />
        ))}
        <WrongAt place="profile.levels" wrong={wrongAt("profile.levels")} />
        <button
          id="add-level"
          type="button"
          className="button link"
          disabled={draft.levels.length >= mostLevels}
          onClick={add}
        >
          Add a level
        </button>
      </div>
    </div>
  );
}

type RowProps = { form: RunForm; level: LevelDraft; index: number; onPut(level: LevelDraft): void; onRemove(): void };

function LevelRow({ form: { draft, wrongAt }, level, index, onPut, onRemove }: RowProps) {
  const place = `profile.levels.${index}`;
  const which = `level ${index + 1}`;
  const wrong = fields.map((field) => `${place}.${field}`).filter(wrongAt);
  return (
    <div className={styles["stage"]}>
      <div className={styles["line"]}>
        <NumberInput
          place={`${place}.users`}
          label={`Users of ${which}`}
          unit="users"
          value={level.users}
          wrong={wrongAt(`${place}.users`)}
          onType={(users) => onPut({ ...level, users })}
        />
        <Ending {...{ place, which, level, onPut }} wrong={wrongAt(`${place}.requestsEach`)} />
        <span className={styles["group"]}>
          <span className="second">{level.ends === "time" ? "for" : "at most"}</span>
          <NumberInput
            place={`${place}.seconds`}
            label={`Length of ${which}`}
            value={level.length}
            wrong={wrongAt(`${place}.seconds`)}
            onType={(length) => onPut({ ...level, length })}
          />
          <UnitSelect place={`${place}.unit`} value={level.unit} onChoose={(unit) => onPut({ ...level, unit })} />
          {draft.levels.length > 1 ? (
            <button type="button" className={styles["remove"]} aria-label={`Remove ${which}`} onClick={onRemove}>
              ×
            </button>
          ) : null}
        </span>
      </div>
      {wrong.map((one) => (
        <p key={one}>
          <WrongAt place={one} wrong={wrongAt(one)} />
        </p>
      ))}
    </div>
  );
}

type EndingProps = Pick<RowProps, "level" | "onPut"> & { place: string; which: string; wrong: string | undefined };

function Ending({ place, which, level, onPut, wrong }: EndingProps) {
  return (
    <>
      <span className={styles["ends"]}>
        <Select
          place={`${place}.ends`}
          label={`How ${which} ends`}
          value={level.ends}
          wrong={undefined}
          onChoose={(ends) => onPut({ ...level, ends: ends === "count" ? "count" : "time" })}
        >
          <option value="time">by time</option>
          <option value="count">by count</option>
        </Select>
      </span>
      {level.ends === "count" ? (
        <NumberInput
          place={`${place}.requestsEach`}
          label={`Requests of each user in ${which}`}
          unit="each"
          value={level.each}
          wrong={wrong}
          onType={(each) => onPut({ ...level, each })}
        />
      ) : null}
    </>
  );
}
