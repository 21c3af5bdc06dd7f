"use client";

import { useQuery } from "@tanstack/react-query";
import { objectiveSetsQuery } from "#lib/load/browser/objective-sets-query.ts";
import type { RunInputs } from "#lib/load/core/repeat.ts";
import { type ScenarioChoice, scenariosQuery, type TemplateChoice } from "#lib/load/query.ts";
import { pilotQuery, type SystemChoice, systemsQuery } from "#lib/pilots/query.ts";
import { Problem } from "../ui/problem.tsx";
import type { Fillings } from "./begin-with.tsx";
import { fill, fillingFrom, repeatDraft } from "./fill-draft.ts";
import styles from "./new-run.module.css";
import { NewRunForm } from "./new-run-form.tsx";
import { emptyDraft, type RunDraft } from "./run-draft.ts";

type Props = { pilot: string; from: RunInputs | null; mayStart: boolean; mayName: boolean };

/** A new load run: asks what there is to choose from, then shows the form, filled with the inputs of the run `from` where there is one. */
export function NewRunPage({ pilot: slug, from, mayStart, mayName }: Props) {
  const pilot = useQuery(pilotQuery(slug));
  const systems = useQuery({ ...systemsQuery(slug), refetchOnMount: "always" });
  const scenarios = useQuery({ ...scenariosQuery(slug), refetchOnMount: "always" });
  const sets = useQuery({ ...objectiveSetsQuery(slug), refetchOnMount: "always" });
  if (pilot.data && systems.data && scenarios.data && sets.data) {
    const fillings = fillingsOf(scenarios.data, from);
    const first = from === null ? firstDraft(pilot.data.practice, fillings, systems.data.systems) : repeatDraft(from);
    const props = { fillings, first, from, mayStart, mayName };
    const known = { pilot: pilot.data, systems: systems.data.systems, sets: sets.data.sets };
    return <NewRunForm key={from?.number} {...known} {...props} />;
  }
  const asked = [pilot, systems, scenarios, sets];
  const broken = asked.filter(({ error }) => error !== null);
  return (
    <>
      <header className="page-header">
        <h1 className={styles["title"]}>New load run</h1>
      </header>
      <div className="sections">
        <div className="empty">
          {broken[0]?.error ? <Problem error={broken[0].error} /> : <p role="status">Loading what can be chosen …</p>}
          {broken.length === 0 ? null : (
            <button type="button" className="button" onClick={() => broken.forEach(({ refetch }) => void refetch())}>
              Ask again
            </button>
          )}
        </div>
      </div>
    </>
  );
}

type Known = { scenarios: ScenarioChoice[]; templates: TemplateChoice[] };

function fillingsOf(known: Known, from: RunInputs | null): Fillings {
  return {
    shipped: known.templates.map((template) => ({ ...template, key: `template ${template.key}` })),
    own: known.scenarios.map((scenario) => ({ ...scenario, key: `scenario ${scenario.id}` })),
    run: from === null ? null : fillingFrom(from),
  };
}

/** Practice reaches nothing real: there the shortest run that can pass stands ready. Elsewhere nothing is chosen. */
function firstDraft(isPractice: boolean, { shipped }: Fillings, systems: readonly SystemChoice[]): RunDraft {
  const [template] = shipped;
  if (!isPractice || template === undefined) return emptyDraft;
  const target = systems.find(({ environment, role }) => environment === "practice" && role === "new");
  return { ...fill(emptyDraft, template, null), systemId: target?.id ?? "" };
}
