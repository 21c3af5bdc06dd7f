"use client";

import { Select, WrongAt } from "./new-run-fields.tsx";
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

/** What the form is filled from: a plan of one of the teams, a scenario of the pilot, the run that is repeated. */
export function BeginWith({ form: { draft, fillFrom }, fillings }: { form: RunForm; fillings: Fillings }) {
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
          {teamsOf(shipped).map((team) => (
            <TemplateGroup key={team} team={team} shipped={shipped} />
          ))}
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

/** In the order in which they are shipped. */
function teamsOf(shipped: Fillings["shipped"]): string[] {
  return [...new Set(shipped.map(({ team = "" }) => team))];
}

function TemplateGroup({ team, shipped }: { team: string; shipped: Fillings["shipped"] }) {
  return (
    <optgroup label={team === "" ? "Templates" : `Template: ${team}`}>
      {shipped
        .filter((one) => (one.team ?? "") === team)
        .map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
    </optgroup>
  );
}
