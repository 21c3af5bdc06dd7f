"use client";

import { scopeName } from "#lib/load/core/criterion-scope.ts";
import { kindsOf, type Scenario } from "#lib/load/core/scenario.ts";
import { scopeOf } from "./criterion-draft.ts";
import { Select } from "./new-run-fields.tsx";

type Props = {
  place: string;
  label: string;
  value: string;
  wrong: string | undefined;
  /** What all of it is called. */
  all: string;
  /** Where the names come from; null: nothing but what is chosen. */
  scenario: Scenario | null;
  onChoose(value: string): void;
};

/** All of the scenario, or one step, tag or kind of users of it. */
export function ScopeSelect({ place, label, value, wrong, all, scenario, onChoose }: Props) {
  return (
    <Select place={place} label={label} value={value} wrong={wrong} onChoose={onChoose}>
      <ScopeOptions {...{ value, all, scenario }} />
    </Select>
  );
}

/** As its text names them now. What was chosen and is not there any more stays to be seen. */
export function ScopeOptions({ value, all, scenario }: Pick<Props, "value" | "all" | "scenario">) {
  const groups = scenario === null ? [] : groupsOf(scenario);
  const isKnown = value === "" || groups.some(({ names }) => names.some((name) => name.value === value));
  return (
    <>
      <option value="">{all}</option>
      {isKnown ? null : <option value={value}>{scopeName(scopeOf(value))}</option>}
      {groups.map(({ title, names }) => (
        <optgroup key={title} label={title}>
          {names.map(({ value: one, word }) => (
            <option key={one} value={one}>
              {word}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

type Group = { title: string; names: { value: string; word: string }[] };

function groupsOf(scenario: Scenario): Group[] {
  const steps = scenario.mix.map(({ name }) => ({ value: `step:${name}`, word: name }));
  const tags = [...new Set(scenario.mix.flatMap((step) => step.tags))];
  const kinds = kindsOf(scenario).flatMap(({ name }) => name ?? []);
  const groups: Group[] = [
    { title: "Steps", names: unique(steps) },
    { title: "Tags", names: tags.map((tag) => ({ value: `tag:${tag}`, word: `tag ${tag}` })) },
    { title: "Kinds of users", names: kinds.map((name) => ({ value: `users:${name}`, word: `users ${name}` })) },
  ];
  return groups.filter(({ names }) => names.length > 0);
}

/** Steps of several kinds of users may have one name. */
function unique(names: Group["names"]): Group["names"] {
  return names.filter(({ value }, index) => names.findIndex((one) => one.value === value) === index);
}
