"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useId, useRef } from "react";
import { type EditorHandle, ScenarioEditor } from "../scenario/scenario-editor.tsx";
import { MistakeList } from "../ui/mistake-list.tsx";
import { BeginWith, type Fillings } from "./begin-with.tsx";
import styles from "./new-run.module.css";
import { Part, TextField, WrongAt } from "./new-run-fields.tsx";
import type { RunForm } from "./new-run-form-state.ts";

/** What the run is called and what its users do. */
export function ScenarioField({ form, fillings }: { form: RunForm; fillings: Fillings }) {
  const { draft, change, wrongAt } = form;
  useAskedScenario(form, fillings);
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

/** Takes over the scenario that the address names, once; what stood there before can be had back by Undo. */
function useAskedScenario(form: RunForm, fillings: Fillings): void {
  const id = useSearchParams().get("scenario");
  const latest = useRef({ form, fillings });
  latest.current = { form, fillings };
  useEffect(() => {
    if (id === null) return;
    const { form: now, fillings: known } = latest.current;
    const filling = known.own.find(({ key }) => key === `scenario ${id}`);
    if (filling !== undefined) now.fillFrom(filling);
    window.history.replaceState(null, "", window.location.pathname);
  }, [id]);
}

function ScenarioText({ form: { draft, read, change, wrongAt } }: { form: RunForm }) {
  const editor = useRef<EditorHandle>(null);
  const says = useId();
  const mistakes = read.scenarioMistakes;
  const wrong = wrongAt("scenarioText");
  return (
    <div className={styles["scenario"]}>
      <label id="scenarioText-label" htmlFor="scenarioText">
        Scenario text, YAML
      </label>
      <ScenarioEditor
        id="scenarioText"
        size="form"
        handle={editor}
        text={draft.scenarioText}
        mistakes={mistakes}
        isWrong={wrong !== undefined}
        labelledBy="scenarioText-label"
        describedBy={says}
        onType={(scenarioText) => change({ scenarioText })}
      />
      <div id={says}>
        {mistakes.length > 0 ? (
          <MistakeList mistakes={mistakes} onGo={(mistake) => editor.current?.goTo(mistake)} />
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

function stepsInWords(names: readonly string[]): string {
  if (names.length === 0) return "Each step of the mix becomes a row of figures.";
  return `${names.length === 1 ? "1 step" : `${names.length} steps`}: ${names.join(", ")}`;
}
