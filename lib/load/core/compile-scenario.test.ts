import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  type CompiledScenario,
  type CompiledStep,
  compileScenario,
  createUser,
  secretsOf,
  TemplateFault,
  type UserState,
} from "./compile-scenario.ts";
import type { Scenario, Step } from "./scenario.ts";

const options = { seed: 4471, uniquePrefix: "r1t0", secrets: { PASSWORD: 'p"ss' } };

function aStep(step: Partial<Step>): Step {
  return {
    name: "step",
    weight: 1,
    tags: [],
    users: null,
    flow: null,
    needs: null,
    method: "POST",
    path: "/",
    headers: {},
    body: null,
    expect: { status: [], json: [], contains: null },
    remember: [],
    ...step,
  };
}

function aScenario(scenario: Partial<Scenario>): Scenario {
  return {
    name: "test",
    setup: [],
    headers: {},
    think: { minMs: 0, maxMs: 0 },
    timeouts: { connectMs: 1, firstByteMs: 1, wholeMs: 1 },
    coldConnections: false,
    keepsCookies: true,
    users: null,
    data: [],
    version: null,
    mix: [],
    ...scenario,
  };
}

const setupOf = ({ kinds }: CompiledScenario) => kinds.flatMap(({ setup }) => setup);
const mixOf = (compiled: CompiledScenario) => compiled.steps.filter((step) => !setupOf(compiled).includes(step));
const drawStep = ({ kinds }: CompiledScenario, user: UserState) => kinds[user.kind]?.drawStep(user) ?? assert.fail();

function compiledMix(scenario: Partial<Scenario>): {
  step: CompiledStep;
  user: UserState;
  steps: readonly CompiledStep[];
} {
  const compiled = compileScenario(aScenario(scenario), options);
  const [step] = mixOf(compiled);
  assert.ok(step !== undefined);
  return { step, user: createUser(compiled, 0), steps: mixOf(compiled) };
}

/** What the JSON body of one step becomes. */
function written(value: Parameters<typeof aStep>[0]["body"] & object, number = 0): unknown {
  const compiled = compileScenario(aScenario({ mix: [aStep({ body: value })] }), options);
  return JSON.parse(mixOf(compiled)[0]?.body(createUser(compiled, number)) ?? "null");
}

const json = (value: Step["body"] extends infer B ? (B extends { kind: "json"; value: infer V } ? V : never) : never) =>
  ({ kind: "json", value }) as const;

const types: [template: string, check: (value: unknown) => boolean][] = [
  ["{{vu}}", (value) => value === 1],
  ["{{vu 1 10}}", (value) => value === 1],
  ["operator{{vu 1 10}}@x", (value) => value === "operator1@x"],
  ["{{integer 1 7}}", (value) => Number.isInteger(value)],
  ["{{number 50 500 1}}", (value) => typeof value === "number" && value >= 50 && value <= 500],
  ["about {{number 2 8 1}} °C", (value) => typeof value === "string" && /^about \d\.\d °C$/.test(value)],
  ["{{pick RAW WIP}}", (value) => value === "RAW" || value === "WIP"],
  ["{{pick 1 2}}", (value) => value === 1 || value === 2],
  ["{{pick '1' '2'}}", (value) => value === "1" || value === "2"],
  ["{{pick true}}", (value) => value === true],
  ["{{pick null}}", (value) => value === null],
  ["{{pick 'a \"b\" \\'}}", (value) => value === 'a "b" \\'],
  ["{{secret.PASSWORD}}", (value) => value === 'p"ss'],
  ["<{{secret.PASSWORD}}>", (value) => value === '<p"ss>'],
  ["{{unique 'LOT-'}}", (value) => typeof value === "string" && value.startsWith("LOT-r1t0-")],
  ["{{unique 'a\"'}}", (value) => typeof value === "string" && value.startsWith('a"r1t0-')],
  [
    "{{uuid}}",
    (value) =>
      typeof value === "string" && /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value),
  ],
  ["{{'{{'}}", (value) => value === "{{"],
];

for (const [template, check] of types) {
  test(`${template} in JSON`, () => {
    const value = written(json({ a: [template] }));
    assert.ok(typeof value === "object" && value !== null && "a" in value && Array.isArray(value.a));
    assert.ok(check(value.a[0]), JSON.stringify(value.a[0]));
  });
}

test("a JSON body without templates comes out as it went in", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).includes("{{"));
      const wanted = JSON.parse(JSON.stringify(value));
      assert.deepEqual(written(json(wanted)), wanted);
    }),
  );
});

test("users of a pool count on: the eleventh of ten is the first again", () => {
  const values = Array.from({ length: 12 }, (_, number) => written(json("{{vu 1 10}}"), number));
  assert.deepEqual(values, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2]);
});

test("numbers reach both ends and nothing beyond", () => {
  const { step, user } = compiledMix({ mix: [aStep({ body: json("{{number 0.1 0.4 1}}") })] });
  const seen = new Set(Array.from({ length: 500 }, () => step.body(user)));
  assert.deepEqual([...seen].sort(), ["0.1", "0.2", "0.3", "0.4"]);
});

test("weighted choices come as often as their weights say", () => {
  const { step, user } = compiledMix({ mix: [aStep({ body: json("{{pick PASS:85 HOLD:10 FAIL:5}}") })] });
  const counts = new Map<string, number>();
  for (let n = 0; n < 20_000; n++) {
    const word = step.body(user) ?? "";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const share = (word: string) => (counts.get(`"${word}"`) ?? 0) / 20_000;
  assert.ok(
    Math.abs(share("PASS") - 0.85) < 0.015 &&
      Math.abs(share("HOLD") - 0.1) < 0.015 &&
      Math.abs(share("FAIL") - 0.05) < 0.015,
  );
});

test("unique values never meet, whichever thread, run or user makes them", () => {
  const seen = new Set<string>();
  for (const uniquePrefix of ["r1t0", "r1t1", "r2t0"]) {
    const compiled = compileScenario(aScenario({ mix: [aStep({ body: json("{{unique 'L'}} {{uuid}}") })] }), {
      ...options,
      uniquePrefix,
    });
    const users = [createUser(compiled, 0), createUser(compiled, 1)];
    for (let n = 0; n < 1_000; n++)
      for (const user of users)
        for (const word of JSON.parse(mixOf(compiled)[0]?.body(user) ?? "").split(" ")) seen.add(word);
  }
  assert.equal(seen.size, 3 * 1_000 * 2 * 2);
});

test("the same seed and number draw the same, another number something else", () => {
  const draws = (number: number) => {
    const compiled = compileScenario(aScenario({ mix: [aStep({ body: json("{{integer 1 1000000}}") })] }), options);
    const user = createUser(compiled, number);
    return Array.from({ length: 5 }, () => mixOf(compiled)[0]?.body(user));
  };
  assert.deepEqual(draws(3), draws(3));
  assert.notDeepEqual(draws(3), draws(4));
});

const lots = { name: "lots", last: 10, path: null, fields: { id: "$.id", code: "$.code" } };

test("id and code in one request come from one lot, and every one of the last ten comes up", () => {
  const register = aStep({ remember: [lots] });
  const look = aStep({
    path: "/lots/{{lots.code}}",
    headers: { "x-lot": "{{lots.id}}" },
    body: json({ id: "{{lots.id}}", code: "{{lots.code}}", text: "lot {{lots.id}}" }),
  });
  const { steps, user } = compiledMix({ mix: [register, look] });
  const [registering, looking] = steps;
  assert.ok(registering !== undefined && looking !== undefined);
  assert.equal(looking.ready(user), false);
  for (let id = 0; id < 15; id++)
    assert.equal(registering.judge(201, JSON.stringify({ id, code: `c/${id}` }), user), null);
  assert.equal(looking.ready(user), true);
  const seen = new Set<number>();
  for (let n = 0; n < 400; n++) {
    const path: string = looking.path(user);
    const headers: string = looking.headers(user);
    const body: { id: number } = JSON.parse(looking.body(user) ?? "");
    seen.add(body.id);
    assert.deepEqual(body, { id: body.id, code: `c/${body.id}`, text: `lot ${body.id}` });
    assert.equal(path, `/lots/c%2F${body.id}`);
    assert.equal(headers, `x-lot: ${body.id}\r\ncontent-type: application/json\r\n`);
  }
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  );
});

test("what one user remembers is nothing to another", () => {
  const compiled = compileScenario(
    aScenario({ mix: [aStep({ remember: [lots] }), aStep({ needs: "lots" })] }),
    options,
  );
  const [first, second] = [createUser(compiled, 0), createUser(compiled, 1)];
  mixOf(compiled)[0]?.judge(200, '{"id":1,"code":"a"}', first);
  assert.equal(mixOf(compiled)[1]?.ready(first), true);
  assert.equal(mixOf(compiled)[1]?.ready(second), false);
});

test("a single value is the newest, and keeps its type", () => {
  const token = { name: "token", last: null, path: "$.token", fields: null };
  const { step, user } = compiledMix({
    mix: [aStep({ path: "/{{token}}", body: json("{{token}}"), remember: [token] })],
  });
  for (const value of ['"a b"', "7", "true", '{"x":1}']) {
    step.judge(200, `{"token":${value}}`, user);
    step.path(user);
    assert.equal(step.body(user), value);
  }
  step.judge(200, '{"token":"a/ä?"}', user);
  assert.equal(step.path(user), "/a%2F%C3%A4%3F");
});

test("paths, forms and texts are written each in its own way", () => {
  const body = { kind: "form", fields: { "user name": "a&b {{pick 'c d'}}", n: "{{integer 7 7}}" } } as const;
  const { step, user } = compiledMix({ mix: [aStep({ path: "/a b?q={{pick 'c&d'}}", body })] });
  assert.equal(step.path(user), "/a b?q=c%26d");
  assert.equal(step.body(user), "user+name=a%26b+c+d&n=7");
  assert.equal(step.headers(user), "content-type: application/x-www-form-urlencoded\r\n");
  const plain = compiledMix({ mix: [aStep({ body: { kind: "text", value: 'x {{pick "é&"}}' } })] });
  assert.equal(plain.step.body(plain.user), "x é&");
});

test("a step's own header wins over the scenario's, in any case of letters; set-up steps get none of the scenario's", () => {
  const scenario = aScenario({
    headers: { Accept: "a/b", "X-All": "1" },
    setup: [aStep({})],
    mix: [aStep({ headers: { accept: "c/d", "Content-Type": "text/csv" }, body: { kind: "text", value: "a" } })],
  });
  const compiled = compileScenario(scenario, options);
  const user = createUser(compiled, 0);
  assert.equal(mixOf(compiled)[0]?.headers(user), "X-All: 1\r\naccept: c/d\r\nContent-Type: text/csv\r\n");
  assert.equal(setupOf(compiled)[0]?.headers(user), "");
  assert.deepEqual(
    [...setupOf(compiled), ...mixOf(compiled)].map(({ index }) => index),
    [0, 1],
  );
});

for (const value of ["a\r\nx: y", "a\nb", "a\0b", "Ċ"]) {
  test(`a header never holds ${JSON.stringify(value)}`, () => {
    const token = { name: "token", last: null, path: "$.t", fields: null };
    const { step, user } = compiledMix({ mix: [aStep({ headers: { a: "{{token}}" }, remember: [token] })] });
    step.judge(200, JSON.stringify({ t: value }), user);
    assert.throws(() => step.headers(user), TemplateFault);
    const secrets = { PASSWORD: value };
    const scenario = aScenario({ mix: [aStep({ headers: { a: "{{secret.PASSWORD}}" } })] });
    const compiled = compileScenario(scenario, { ...options, secrets });
    assert.throws(() => mixOf(compiled)[0]?.headers(createUser(compiled, 0)), TemplateFault);
  });
}

test("half a character in a path is a fault of the template, not a crash", () => {
  const token = { name: "token", last: null, path: "$.t", fields: null };
  const { step, user } = compiledMix({ mix: [aStep({ path: "/{{token}}", remember: [token] })] });
  step.judge(200, '{"t":"\\ud800"}', user);
  assert.throws(() => step.path(user), TemplateFault);
});

const refused: [name: string, step: Partial<Step>, message: RegExp][] = [
  ["a secret that is not set", { path: "/{{secret.MISSING}}" }, /The secret MISSING is not set/],
  ["a secret named like what every object has", { path: "/{{secret.TO}}" }, /not set/],
  ["a name nobody remembers", { path: "/{{nobody}}" }, /No step remembers nobody/],
  ["a template that cannot be read", { path: "/{{pick}}" }, /Expected pick with its choices/],
  ["the time without a clock", { path: "/{{now}}" }, /no clock/],
];

for (const [name, step, message] of refused) {
  test(`is not compiled: ${name}`, () => {
    assert.throws(() => compileScenario(aScenario({ mix: [aStep(step)] }), options), {
      name: "TemplateFault",
      message,
    });
  });
}

test("the time is the caller's", () => {
  const compiled = compileScenario(aScenario({ mix: [aStep({ body: json("{{now}}") })] }), {
    ...options,
    now: () => 0,
  });
  assert.equal(mixOf(compiled)[0]?.body(createUser(compiled, 0)), '"1970-01-01T00:00:00.000Z"');
});

test("the secrets of a scenario are known before it is compiled", () => {
  const scenario = aScenario({
    headers: { a: "{{secret.C}}" },
    setup: [aStep({ body: json({ deep: ["{{secret.B}} {{secret.A}}"] }) })],
    mix: [aStep({ body: { kind: "form", fields: { a: "{{secret.B}}" } } })],
  });
  assert.deepEqual(secretsOf(scenario), ["A", "B", "C"]);
});

test("steps are drawn by weight", () => {
  const compiled = compileScenario(aScenario({ mix: [10, 5, 1].map((weight) => aStep({ weight })) }), options);
  const user = createUser(compiled, 0);
  const counts = [0, 0, 0];
  for (let n = 0; n < 32_000; n++) {
    const { step, redrawn } = drawStep(compiled, user);
    assert.equal(redrawn, 0);
    counts[step?.index ?? -1] = (counts[step?.index ?? -1] ?? 0) + 1;
  }
  // Five standard deviations either way: sqrt(32000 p (1 - p)) is 87, 83 and 43.
  for (const [index, expected] of [20_000, 10_000, 2_000].entries())
    assert.ok(Math.abs((counts[index] ?? 0) - expected) < ([435, 415, 215][index] ?? 0), `${counts}`);
});

test("a step that is not ready gives way to the ready ones by their weights, and is counted", () => {
  const scenario = aScenario({
    mix: [aStep({ weight: 6, needs: "lots" }), aStep({ weight: 3, remember: [lots] }), aStep({ weight: 1 })],
  });
  const compiled = compileScenario(scenario, options);
  const user = createUser(compiled, 0);
  let again = 0;
  const counts = [0, 0, 0];
  for (let n = 0; n < 10_000; n++) {
    const { step, redrawn } = drawStep(compiled, user);
    again += redrawn;
    counts[step?.index ?? -1] = (counts[step?.index ?? -1] ?? 0) + 1;
  }
  assert.equal(counts[0], 0);
  assert.ok(Math.abs(again - 6_000) < 245 && Math.abs((counts[1] ?? 0) - 7_500) < 217, `${again} ${counts}`);
});

test("no step at all is drawn while none is ready", () => {
  const compiled = compileScenario(aScenario({ mix: [aStep({ needs: "lots", remember: [lots] })] }), options);
  assert.deepEqual(drawStep(compiled, createUser(compiled, 0)), { step: null, redrawn: 0 });
});
