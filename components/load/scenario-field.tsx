"use client";

import { useId, useRef } from "react";
import type { Mistake } from "#lib/load/input/scenario.ts";
import styles from "./new-run.module.css";
import { Part, Select, TextField, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";
import type { Filling } from "./run-draft.ts";

export type Fillings = {
  shipped: readonly (Filling & { description: string })[];
  own: readonly Filling[];
  /** The run that is repeated. */
  run: Filling | null;
};

export function allOf({ shipped, own, run }: Fillings): readonly Filling[] {
  return [...shipped, ...own, ...(run === null ? [] : [run])];
}

/** What the run is called and what its users do. */
export function ScenarioField({ form, fillings }: { form: RunForm; fillings: Fillings }) {
  const { draft, change, wrongAt } = form;
  return (
    <Part number={0} id="part-scenario" title="Scenario">
      <TextField
        place="name"
        label="Name of the run"
        most={200}
        value={draft.name}
        wrong={wrongAt("name")}
        onType={(name) => change({ name })}
      />
      <BeginWith form={form} fillings={fillings} />
      <ScenarioText form={form} />
    </Part>
  );
}

function BeginWith({ form: { draft, fillFrom }, fillings }: { form: RunForm; fillings: Fillings }) {
  const { shipped, own, run } = fillings;
  const taken = allOf(fillings).find(({ key }) => key === draft.filledFrom);
  const description = shipped.find(({ key }) => key === draft.filledFrom)?.description;
  const choose = (key: string) => {
    const filling = allOf(fillings).find((one) => one.key === key);
    if (filling !== undefined) fillFrom(filling);
  };
  return (
    <div className="field-row">
      <span className="name">Begin with</span>
      <div>
        <Select place="begin-with" label="Begin with" value={taken?.key ?? ""} wrong={undefined} onChoose={choose}>
          {taken === undefined ? <option value="">Choose a template or a scenario</option> : null}
          {run === null ? null : <option value={run.key}>{`The inputs of ${run.key}`}</option>}
          <optgroup label="Templates: scenario, load and limits">
            {shipped.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </optgroup>
          {own.length === 0 ? null : (
            <optgroup label="This pilot's scenarios: the text only">
              {own.map(({ key, name, version }) => (
                <option key={key} value={key}>
                  {`${name}, version ${version}`}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
        <WrongAt place="begin-with" wrong={undefined} hint={description} />
      </div>
    </div>
  );
}

const listed = 6;

function ScenarioText({ form: { draft, read, change, wrongAt } }: { form: RunForm }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const says = useId();
  const mistakes = read.scenarioMistakes;
  const wrong = wrongAt("scenarioText");
  return (
    <div className={styles["scenario"]}>
      <label htmlFor="scenarioText">Scenario text, YAML</label>
      <textarea
        key={draft.filledFrom}
        id="scenarioText"
        ref={field}
        className={`textarea ${styles["text"]}`}
        rows={12}
        wrap="off"
        spellCheck={false}
        value={draft.scenarioText}
        aria-invalid={wrong !== undefined}
        aria-describedby={says}
        onChange={(event) => change({ scenarioText: event.target.value })}
      />
      <div id={says}>
        {mistakes.length > 0 ? (
          <Mistakes mistakes={mistakes} onGo={(mistake) => goToMistake(field.current, mistake)} />
        ) : (
          <WrongAt
            place="scenarioText"
            wrong={wrong}
            hint={stepsInWords(read.scenario?.mix.map(({ name }) => name) ?? [])}
          />
        )}
      </div>
    </div>
  );
}

function Mistakes({ mistakes, onGo }: { mistakes: readonly Mistake[]; onGo(mistake: Mistake): void }) {
  const more = mistakes.length - listed;
  return (
    <div className={`mistakes ${styles["mistakes"]}`}>
      <strong>{mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`}</strong>
      <ul>
        {mistakes.slice(0, listed).map((mistake) => (
          <li key={`${mistake.line}:${mistake.column}`}>
            <button type="button" className={styles["mistake"]} onClick={() => onGo(mistake)}>
              {mistake.sentence}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="small">{`and ${more} more further down`}</p> : null}
    </div>
  );
}

function stepsInWords(names: readonly string[]): string {
  if (names.length === 0) return "Each step of the mix becomes a row of figures.";
  return `${names.length === 1 ? "1 step" : `${names.length} steps`}: ${names.join(", ")}`;
}

const lineHeightPx = 18;
const linesAbove = 4;

/** The caret goes to the mistake, with some lines above it in sight. */
function goToMistake(field: HTMLTextAreaElement | null, { line, column }: Mistake): void {
  if (field === null) return;
  const before = field.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(start, start);
  field.scrollTop = Math.max(0, (line - 1 - linesAbove) * lineHeightPx);
}
