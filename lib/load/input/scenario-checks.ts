import { mixNames, setupOrder } from "./remembered-names.ts";
import { type Finding, keyName, quoted } from "./scenario-mistake.ts";
import {
  type FlowOutline,
  METHOD_KEYS,
  type Outline,
  outlineOf,
  type Remembered,
  type StepOutline,
} from "./scenario-outline.ts";
import { entriesOf, offsetOf } from "./scenario-yaml.ts";
import { versionFindings } from "./version-checks.ts";

/** What no shape can say: names that steps share, templates, and keys that exclude one another. */
export function checkScenario(root: unknown, text: string): Finding[] {
  const outline = outlineOf(root, text);
  const { steps, kinds, data } = outline;
  return [
    ...twoSpellings(root),
    ...mixOrUsers(root),
    ...versionFindings(entriesOf(root).get("version")),
    ...outline.flows.flatMap(flowFindings),
    ...steps.flatMap((step) => [
      ...methodFindings(step),
      ...bodyFindings(step),
      ...headFindings(step),
      ...step.findings,
    ]),
    ...outline.headers.flatMap(({ findings }) => findings),
    ...repeatedNames(steps),
    ...otherShapes(steps),
    ...takenNames(steps, data),
    ...kinds.flatMap((kind) => [...setupOrder(kind, data), ...mixNames(kind, data)]),
  ];
}

function mixOrUsers(root: unknown): Finding[] {
  const top = entriesOf(root);
  const users = top.get("users");
  if (users !== undefined && top.has("mix"))
    return [{ offset: offsetOf(users.key), expected: "either mix or users", found: "both" }];
  if (users !== undefined || top.has("mix")) return [];
  return [
    {
      offset: offsetOf(root),
      expected: "mix, a list with at least one step, such as - get: /",
      found: "nothing of that name",
    },
  ];
}

const ofFlow = new Set(["weight", "name", "tags", "needs", "flow"]);

/** A flow sends nothing itself. */
function flowFindings({ entries }: FlowOutline): Finding[] {
  return [...entries].flatMap(([key, entry]) =>
    ofFlow.has(key)
      ? []
      : [{ offset: offsetOf(entry.key), expected: "a flow without keys of a step", found: `${key} beside flow` }],
  );
}

/** What a step remembers may not be called as a data set is. */
function takenNames(steps: readonly StepOutline[], data: Outline["data"]): Finding[] {
  return steps.flatMap(({ remembers }) =>
    remembers.flatMap(({ name, offset }) =>
      data.has(name) ? [{ offset, expected: "a name that no data set has", found: quoted(name) }] : [],
    ),
  );
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
