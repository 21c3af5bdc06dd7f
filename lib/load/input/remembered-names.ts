import { nearestWord } from "../core/nearest-word.ts";
import { TEMPLATE_FUNCTIONS } from "../core/template-call.ts";
import { type Finding, quoted } from "./scenario-mistake.ts";
import type { KindOutline, Outline, Remembered, StepOutline, Use } from "./scenario-outline.ts";

/** Whether what steps use is remembered before they need it. */

function namesOf(steps: readonly StepOutline[]): Map<string, Remembered> {
  return new Map(
    steps.flatMap(({ remembers }) => remembers.map((remembered) => [remembered.name, remembered] as const)),
  );
}

/** Set-up steps run in order: each may use what those before it remember. */
export function setupOrder({ setup, mix }: KindOutline, data: Outline["data"]): Finding[] {
  const everywhere = namesOf([...setup, ...mix]);
  return setup.flatMap((step, index) => {
    const before = namesOf(setup.slice(0, index));
    return step.uses.flatMap((use) => {
      if (data.has(use.name)) return columnFinding(use);
      const known = nameFinding(use, everywhere);
      if (known !== null) return [known];
      if (before.has(use.name)) return [];
      return [
        {
          offset: use.offset,
          expected: "a name that an earlier set-up step remembers",
          found: `${use.name}, remembered later`,
        },
      ];
    });
  });
}

/** A step of the mix waits until all it uses is remembered; one that could never be drawn is a mistake. */
export function mixNames({ setup, mix, headers }: KindOutline, data: Outline["data"]): Finding[] {
  const everywhere = namesOf([...setup, ...mix]);
  const reachable = reachableNames({ setup, mix, headers }, data);
  const findings = (use: Use) =>
    data.has(use.name)
      ? (columnFinding(use)[0] ?? null)
      : (nameFinding(use, everywhere) ?? reachFinding(use, reachable));
  const needs = mix.flatMap((step) =>
    step.needs === null ? [] : [needFinding(step.needs, everywhere) ?? reachFinding(step.needs, reachable)],
  );
  return [...needs, ...[...headers.uses, ...mix.flatMap(({ uses }) => uses)].map(findings)].filter(
    (finding) => finding !== null,
  );
}

/** Names that can come to be remembered, starting from the set-up. */
function reachableNames({ setup, mix, headers }: KindOutline, data: Outline["data"]): Set<string> {
  const names = new Set([...data.keys(), ...namesOf(setup).keys()]);
  let waiting = [...mix];
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    const ready = waiting.filter((step) => wantedBy(step, headers.uses).every((name) => names.has(name)));
    for (const name of namesOf(ready).keys()) names.add(name);
    waiting = waiting.filter((step) => !ready.includes(step));
  }
  return names;
}

function wantedBy({ needs, uses, entries }: StepOutline, shared: readonly Use[]): string[] {
  // A step with headers of its own may replace the shared ones, so these hold it back only when it has none.
  const inherited = entries.has("headers") ? [] : shared;
  return [...(needs === null ? [] : [needs]), ...uses, ...inherited].map(({ name }) => name);
}

/** Whether a file has the column is known when it is there. */
function columnFinding({ name, field, offset }: Use): Finding[] {
  return field === null ? [{ offset, expected: `a column of ${name}, such as ${name}.code`, found: name }] : [];
}

function reachFinding(use: Use, reachable: ReadonlySet<string>): Finding | null {
  if (reachable.has(use.name)) return null;
  return {
    offset: use.offset,
    expected: "a name that is remembered before it is needed",
    found: `${use.name}, which only steps remember that wait for it`,
  };
}

function needFinding({ name, offset }: Use, known: ReadonlyMap<string, Remembered>): Finding | null {
  return known.has(name)
    ? null
    : { offset, expected: `a name that a step remembers${example(name, [...known.keys()])}`, found: quoted(name) };
}

function nameFinding(use: Use, known: ReadonlyMap<string, Remembered>): Finding | null {
  const remembered = known.get(use.name);
  if (remembered === undefined) {
    const words = [...known.keys(), ...TEMPLATE_FUNCTIONS];
    return {
      offset: use.offset,
      expected: `a function or a name that a step remembers${example(use.name, words)}`,
      found: use.name,
    };
  }
  return fieldFinding(use, remembered);
}

function fieldFinding({ name, field, offset }: Use, { fields }: Remembered): Finding | null {
  if (fields === null)
    return field === null ? null : { offset, expected: `${name} without a field`, found: `${name}.${field}` };
  if (field !== null && fields.includes(field)) return null;
  const near = field === null ? fields[0] : (nearestWord(field, fields) ?? fields[0]);
  return {
    offset,
    expected: `a field of ${name}, such as ${name}.${near ?? "id"}`,
    found: field === null ? name : `${name}.${field}`,
  };
}

function example(word: string, known: readonly string[]): string {
  const near = nearestWord(word, known);
  return near === null ? "" : `, such as ${near}`;
}
