import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import type { JsonExpectation, Remember, Scenario, Step } from "../core/scenario.ts";
import { readScenario } from "./scenario.ts";

/** A scenario as a person would write it: what `readScenario` must read back. */
function asText(scenario: Scenario): string {
  const { name, headers, think, timeouts, coldConnections, keepsCookies, version } = scenario;
  return stringify(
    {
      name,
      setup: scenario.setup.map((step) => asSource(step)),
      headers,
      think: { between: [`${think.minMs}ms`, `${think.maxMs / 1_000} s`] },
      timeouts: {
        connect: `${timeouts.connectMs}ms`,
        "first byte": `${timeouts.firstByteMs}ms`,
        whole: `${timeouts.wholeMs}ms`,
      },
      "cold connections": coldConnections,
      cookies: keepsCookies,
      ...(version === null ? {} : { version: { get: version.path, ...asPlace(version) } }),
      mix: scenario.mix.map((step) => ({
        ...asSource(step),
        weight: step.weight,
        tags: step.tags,
        ...(step.needs === null ? {} : { needs: step.needs }),
      })),
    },
    { aliasDuplicateObjects: false },
  );
}

function asPlace({ at }: NonNullable<Scenario["version"]>): Record<string, string> {
  return at.kind === "json" ? { json: at.path } : { header: at.name };
}

function asSource({ name, method, path, headers, body, expect, remember }: Step): Record<string, unknown> {
  const json = Object.fromEntries(
    expect.json.map((one) => [one.path, one.check === "equals" ? { equals: one.value } : one.check]),
  );
  return {
    name,
    [method.toLowerCase()]: path,
    headers,
    ...(body === null
      ? {}
      : { [body.kind === "text" ? "body" : body.kind]: body.kind === "form" ? body.fields : body.value }),
    expect: {
      ...(expect.status.length > 0 ? { status: expect.status } : {}),
      json,
      ...(expect.contains === null ? {} : { contains: expect.contains }),
    },
    remember: Object.fromEntries(remember.map((one) => [one.name, asKept(one)])),
  };
}

function asKept({ last, path, fields }: Remember): unknown {
  if (last === null && path !== null) return path;
  return { ...(last === null ? {} : { last }), from: path ?? fields };
}

const plain = fc
  .string({ unit: "grapheme", maxLength: 30 })
  .filter((text) => !text.includes("{{") && !text.includes("\ufeff"));
const word = fc
  .stringMatching(/^[a-z][a-z0-9_]{2,8}$/)
  .filter((name) => !["number", "integer", "pick", "unique", "uuid", "now", "secret"].includes(name));
const template = fc.constantFrom(
  "{{vu 1 10}}",
  "{{unique 'L-'}}",
  "{{pick A:1 B:2}}",
  "{{number 1 2 1}}",
  "{{uuid}}",
  "{{secret.X}}",
  "a {{integer 1 7}} b",
);
const value = fc.oneof(plain, template);
const headers = fc.dictionary(
  fc.stringMatching(/^x-[a-z]{1,8}$/),
  fc.oneof(fc.stringMatching(/^[ -z]{0,20}$/), template),
  { maxKeys: 3 },
);
const jsonBody = fc.letrec<{ any: Parameters<typeof asJson>[0] }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    value,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(
      plain.filter((key) => key !== "__proto__"),
      tie("any"),
      { maxKeys: 3 },
    ),
  ),
})).any;

type Json = Extract<NonNullable<Step["body"]>, { kind: "json" }>["value"];
function asJson(json: Json): NonNullable<Step["body"]> {
  return { kind: "json", value: json };
}

const body = fc.oneof(
  jsonBody.filter((json) => json !== null).map(asJson),
  fc
    .dictionary(
      plain.filter((key) => key !== "__proto__"),
      value,
      { maxKeys: 3 },
    )
    .map((fields) => ({ kind: "form" as const, fields })),
  value.map((text) => ({ kind: "text" as const, value: text })),
  fc.constant(null),
);
const path = fc.stringMatching(/^\/[a-z0-9/?=&%._-]{0,20}$/);
const jsonPath = fc.array(word, { minLength: 1, maxLength: 3 }).map((names) => `$.${names.join(".")}`);
const wanted = fc.oneof(plain, fc.integer(), fc.boolean(), fc.constant(null));
const checks = fc.uniqueArray(
  fc.oneof(
    fc.record({ path: jsonPath, check: fc.constantFrom("present" as const, "absent" as const, "not empty" as const) }),
    fc.record({ path: jsonPath, check: fc.constant("equals" as const), value: wanted }),
  ),
  { maxLength: 3, selector: (one: JsonExpectation) => one.path },
);
const fields = fc.dictionary(word, jsonPath, { minKeys: 1, maxKeys: 3 });
const kept = fc.oneof(
  fc.record({ last: fc.option(fc.integer({ min: 1, max: 1_000 })), path: jsonPath, fields: fc.constant(null) }),
  fc.record({ last: fc.option(fc.integer({ min: 1, max: 1_000 })), path: fc.constant(null), fields }),
);

function aStep(index: number, inSetup: boolean): fc.Arbitrary<Step> {
  return fc.record({
    name: plain.map((text) => `${index} ${text}`),
    weight: inSetup ? fc.constant(0) : fc.double({ min: 0.001, max: 1_000, noNaN: true }),
    tags: inSetup ? fc.constant([]) : fc.array(word, { maxLength: 3 }),
    users: fc.constant(null),
    flow: fc.constant(null),
    needs: fc.constant(null),
    method: fc.constantFrom("GET" as const, "POST" as const, "PUT" as const, "PATCH" as const, "DELETE" as const),
    path,
    headers,
    body,
    expect: fc.record({
      status: fc.uniqueArray(fc.integer({ min: 200, max: 599 }), { maxLength: 3 }),
      json: checks,
      contains: fc.option(plain.filter((text) => text !== "")),
    }),
    remember: kept.map((one) => [{ ...one, name: `kept_${index}` }]),
  });
}

const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  name: plain.map((text) => `s ${text}`),
  setup: fc.tuple(aStep(0, true), aStep(1, true)).chain((steps) => fc.subarray(steps)),
  headers,
  think: fc.tuple(fc.nat(10_000), fc.nat(10_000)).map(([a, b]) => ({ minMs: Math.min(a, b), maxMs: Math.max(a, b) })),
  timeouts: fc.record({
    connectMs: fc.integer({ min: 1, max: 9_000 }),
    firstByteMs: fc.integer({ min: 1, max: 9_000 }),
    wholeMs: fc.integer({ min: 1, max: 9_000 }),
  }),
  coldConnections: fc.boolean(),
  keepsCookies: fc.boolean(),
  users: fc.constant(null),
  data: fc.constant([]),
  version: fc.constantFrom<Scenario["version"]>(
    null,
    { path: "/health?all=1", at: { kind: "json", path: "$.build['git id']" } },
    { path: "/", at: { kind: "header", name: "x-version" } },
  ),
  mix: fc
    .tuple(aStep(2, false), aStep(3, false), aStep(4, false))
    .chain((steps) => fc.subarray(steps, { minLength: 1 })),
});

/** The last mix step may need, and write, what the first step remembers. */
function needing(scenario: Scenario): Scenario {
  const [first] = [...scenario.setup, ...scenario.mix];
  const [kept] = first?.remember ?? [];
  const last = scenario.mix.at(-1);
  if (kept === undefined || last === undefined || last === first) return scenario;
  const field = kept.fields === null ? "" : `.${Object.keys(kept.fields)[0]}`;
  const path = `${last.path}/{{${kept.name}${field}}}`;
  return { ...scenario, mix: [...scenario.mix.slice(0, -1), { ...last, needs: kept.name, path }] };
}

test("any scenario, written as YAML, reads back equal", () => {
  fc.assert(
    fc.property(anyScenario.map(needing), (scenario) => {
      const read = readScenario(asText(scenario));
      if (!read.ok) assert.fail(read.mistakes.map(({ sentence }) => sentence).join("\n"));
      assert.deepEqual(read.scenario, JSON.parse(JSON.stringify(scenario)));
    }),
    { numRuns: 300 },
  );
});

test("any text is read or refused with places inside it, never a crash", () => {
  const pieces = fc.constantFrom(
    "name: x\n",
    "mix:\n",
    "  - get: /\n",
    "    json: ",
    "{",
    "}",
    "[",
    "]",
    "{{",
    "}}",
    "- ",
    ": ",
    "? ",
    "'",
    '"',
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!!str ",
    "---\n",
    "%",
    "#",
    "\t",
    "\n",
    " ",
    "think: 5\n",
    "setup:\n",
    "remember: { a: $.a }\n",
    "<<: ",
    "null",
    "\0",
    "\ud800",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }).map((parts) => parts.join("")),
      (text) => {
        const read = readScenario(text);
        if (read.ok) return;
        assert.ok(read.mistakes.length > 0);
        const lines = text.split("\n");
        for (const { line, column } of read.mistakes)
          assert.ok(line <= lines.length && column <= (lines[line - 1]?.length ?? 0) + 1, `${line}:${column}`);
      },
    ),
    { numRuns: 2_000, examples: [["*aname: x\n!: {{"]] },
  );
});
