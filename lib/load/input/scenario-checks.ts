import { nearestWord } from "../core/nearest-word.ts";
import { TEMPLATE_FUNCTIONS } from "../core/template-call.ts";
import { type Finding, keyName, quoted } from "./scenario-mistake.ts";
import {
  METHOD_KEYS,
  type Outline,
  outlineOf,
  type Remembered,
  type StepOutline,
  type Use,
} from "./scenario-outline.ts";
import { entriesOf, offsetOf } from "./scenario-yaml.ts";

/** What no shape can say: names that steps share, templates, and keys that exclude one another. */
export function checkScenario(root: unknown, text: string): Finding[] {
  const outline = outlineOf(root, text);
  const steps = [...outline.setup, ...outline.mix];
  return [
    ...twoSpellings(root),
    ...steps.flatMap((step) => [
      ...methodFindings(step),
      ...bodyFindings(step),
      ...headFindings(step),
      ...step.findings,
    ]),
    ...outline.headers.findings,
    ...repeatedNames(steps),
    ...otherShapes(steps),
    ...setupOrder(outline.setup, steps),
    ...mixNames(outline, steps),
  ];
}

const SPELLINGS = [
  ["first byte", "firstByte"],
  ["cold connections", "coldConnections"],
] as const;

function twoSpellings(root: unknown): Finding[] {
  const top = entriesOf(root);
  return [entriesOf(top.get("timeouts")?.value), top].flatMap((entries) =>
    SPELLINGS.flatMap(([spaced, joined]) => {
      const second = entries.get(joined);
      if (second === undefined || !entries.has(spaced)) return [];
      return [{ offset: offsetOf(second.key), expected: `either ${spaced} or ${joined}`, found: "both" }];
    }),
  );
}

function methodFindings({ entries, offset }: StepOutline): Finding[] {
  const given = METHOD_KEYS.filter((key) => entries.has(key));
  const [first, ...others] = given;
  if (first === undefined)
    return [{ offset, expected: `one method with its path, such as get: /`, found: "a step without a method" }];
  return others.map((key) => ({
    offset: offsetOf(entries.get(key)?.key),
    expected: "one method for a step",
    found: `${key} beside ${first}`,
  }));
}

const BODIES = ["json", "form", "body"] as const;

function bodyFindings({ entries }: StepOutline): Finding[] {
  const [first, ...others] = BODIES.filter((key) => entries.has(key));
  return others.map((key) => ({
    offset: offsetOf(entries.get(key)?.key),
    expected: "one body for a step",
    found: `${key} beside ${first}`,
  }));
}

/** An answer to HEAD has no body to look at. */
function headFindings({ entries }: StepOutline): Finding[] {
  if (!entries.has("head")) return [];
  const expect = entriesOf(entries.get("expect")?.value);
  const keys = [
    ...BODIES.map((key) => entries.get(key)),
    entries.get("remember"),
    expect.get("json"),
    expect.get("contains"),
  ];
  return keys.flatMap((entry) => {
    if (entry === undefined) return [];
    return [
      {
        offset: offsetOf(entry.key),
        expected: "head without a body, sent or answered",
        found: `${keyName(entry.key)} beside head`,
      },
    ];
  });
}

/** Figures and objectives name steps, so no two may share a name. */
function repeatedNames(steps: readonly StepOutline[]): Finding[] {
  const seen = new Set<string>();
  return steps.flatMap(({ name }) => {
    if (name === null) return [];
    if (seen.has(name.text))
      return [{ offset: name.offset, expected: "a step name that is not taken", found: `${quoted(name.text)} again` }];
    seen.add(name.text);
    return [];
  });
}

/** A name may be remembered by several steps, in the same shape. */
function otherShapes(steps: readonly StepOutline[]): Finding[] {
  const first = new Map<string, Remembered>();
  return steps.flatMap(({ remembers }) =>
    remembers.flatMap((remembered) => {
      const known = first.get(remembered.name) ?? remembered;
      first.set(remembered.name, known);
      if (shapeOf(known) === shapeOf(remembered)) return [];
      const found = `${remembered.name} with another count or other fields`;
      return [{ offset: remembered.offset, expected: `${remembered.name} as the step before keeps it`, found }];
    }),
  );
}

function shapeOf({ size, fields }: Remembered): string {
  return JSON.stringify([size, fields === null ? null : [...fields].sort()]);
}

function namesOf(steps: readonly StepOutline[]): Map<string, Remembered> {
  return new Map(
    steps.flatMap(({ remembers }) => remembers.map((remembered) => [remembered.name, remembered] as const)),
  );
}

/** Set-up steps run in order: each may use what those before it remember. */
function setupOrder(setup: readonly StepOutline[], steps: readonly StepOutline[]): Finding[] {
  const everywhere = namesOf(steps);
  return setup.flatMap((step, index) => {
    const before = namesOf(setup.slice(0, index));
    return step.uses.flatMap((use) => {
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
function mixNames({ setup, mix, headers }: Outline, steps: readonly StepOutline[]): Finding[] {
  const everywhere = namesOf(steps);
  const reachable = reachableNames(setup, mix, headers.uses);
  const findings = (use: Use) => nameFinding(use, everywhere) ?? reachFinding(use, reachable);
  const needs = mix.flatMap((step) =>
    step.needs === null ? [] : [needFinding(step.needs, everywhere) ?? reachFinding(step.needs, reachable)],
  );
  return [...needs, ...[...headers.uses, ...mix.flatMap(({ uses }) => uses)].map(findings)].filter(
    (finding) => finding !== null,
  );
}

/** Names that can come to be remembered, starting from the set-up. */
function reachableNames(
  setup: readonly StepOutline[],
  mix: readonly StepOutline[],
  shared: readonly Use[],
): Set<string> {
  const names = new Set(namesOf(setup).keys());
  let waiting = [...mix];
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length;
    const ready = waiting.filter((step) => wantedBy(step, shared).every((name) => names.has(name)));
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
