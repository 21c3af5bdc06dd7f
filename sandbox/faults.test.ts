import assert from "node:assert/strict";
import test from "node:test";
import { type Effect, effectOf, type Faults, readFaults } from "./faults.ts";

const refused: [string, unknown, RegExp][] = [
  ["nothing", null, /an object such as/],
  ["a text", "slow", /an object such as/],
  ["a list", [], /an object such as/],
  ["an unknown fault", { fast: {} }, /no fault "fast"; there are slow, stall/],
  ["a name every object has", JSON.parse('{"__proto__":{"ratio":1}}'), /no fault "__proto__"/],
  ["a number for a fault", { slow: 10 }, /slow takes an object with factor, addMs/],
  ["a fault without figures", { slow: {} }, /slow needs factor or addMs/],
  ["a fault with a route only", { reset: { route: "lots" } }, /reset needs ratio/],
  ["an unknown figure", { stall: { ratio: 1 } }, /stall has no "ratio"; it takes forMs/],
  ["an unknown route", { reset: { ratio: 1, route: "shop" } }, /route is one of login, lots/],
  ["a list of routes", { reset: { ratio: 1, route: ["lots"] } }, /route is one of login, lots/],
  ["a ratio over 1", { errorRatio: { ratio: 1.1 } }, /errorRatio.ratio is a number from 0 to 1$/],
  ["a figure below 0", { slow: { addMs: -1 } }, /slow.addMs is a number from 0 to 120000/],
  ["a figure below its least", { leak: { kibPerRequest: 0 } }, /leak.kibPerRequest is a number from 1 to 1024/],
  ["a figure over its most", { slowStart: { seconds: 601 } }, /slowStart.seconds is a number from 1 to 600/],
  ["a figure that is none", { reset: { ratio: Number.NaN } }, /reset.ratio is a number from 0 to 1/],
  ["a difference with a figure", { timeZone: { ratio: 1 } }, /timeZone has no "ratio"; it takes nothing/],
  ["a difference elsewhere", { timeZone: { route: "lots" } }, /timeZone takes no route/],
  ["a difference without an object", { timeZone: true }, /timeZone takes an object with nothing/],
  ["a figure in words", { slow: { factor: "10" } }, /slow.factor is a number from 0 to 1000/],
];
for (const [what, body, sentence] of refused)
  test(`refused: ${what}`, () => assert.match(String(readFaults(body)), sentence));

test("faults that can be switched on are taken as they are", () => {
  const all = {
    slow: { factor: 10, addMs: 5, route: "lots" },
    stall: { forMs: 1000 },
    errorRatio: { ratio: 0.5, route: "login" },
    wrongStatus: { ratio: 0 },
    wrongBody: { ratio: 1 },
    reset: { ratio: 0.01, route: "health" },
    leak: { kibPerRequest: 1024 },
    slowStart: { seconds: 1, route: "lots" },
    weightRounded: {},
    slowEndpoint: {},
  };
  assert.deepEqual(readFaults(all), all);
  assert.deepEqual(readFaults({}), {});
});

/** Of a request of 20 ms to `lots`, 300 ms after the switch, with 10 MiB left behind, where chance says 0.4 each time. */
const effects: [string, Faults, Effect][] = [
  ["nothing", {}, { delayMs: 20, instead: null }],
  ["slow by factor", { slow: { factor: 10 } }, { delayMs: 200, instead: null }],
  ["slow by so much", { slow: { addMs: 30 } }, { delayMs: 50, instead: null }],
  ["slow elsewhere", { slow: { addMs: 30, route: "login" } }, { delayMs: 20, instead: null }],
  ["stalled", { stall: { forMs: 1000 } }, { delayMs: 720, instead: null }],
  ["stalled before", { stall: { forMs: 200 } }, { delayMs: 20, instead: null }],
  ["just started", { slowStart: { seconds: 1.2 } }, { delayMs: 305, instead: null }],
  ["started before", { slowStart: { seconds: 0.3 } }, { delayMs: 20, instead: null }],
  ["just started elsewhere", { slowStart: { seconds: 60, route: "login" } }, { delayMs: 20, instead: null }],
  ["leaked", { leak: { kibPerRequest: 1 } }, { delayMs: 40, instead: null }],
  ["leaked by others", { leak: { kibPerRequest: 1, route: "login" } }, { delayMs: 40, instead: null }],
  ["another answer", { weightRounded: {} }, { delayMs: 20, instead: null }],
  ["an error", { errorRatio: { ratio: 0.5 } }, { delayMs: 20, instead: "error" }],
  ["an error for others", { errorRatio: { ratio: 0.4 } }, { delayMs: 20, instead: null }],
  ["a wrong status", { wrongStatus: { ratio: 0.5, route: "lots" } }, { delayMs: 20, instead: "wrong status" }],
  ["a wrong body", { wrongBody: { ratio: 0.5 } }, { delayMs: 20, instead: "wrong body" }],
  ["a reset before an error", { errorRatio: { ratio: 1 }, reset: { ratio: 1 } }, { delayMs: 20, instead: "reset" }],
];
for (const [what, faults, effect] of effects)
  test(`effect: ${what}`, () => {
    const request = {
      route: "lots",
      delayMs: 20,
      leakedMiB: 10,
      sinceMs: () => 300,
      random: () => 0.4,
      lineMs: () => 0,
    } as const;
    assert.deepEqual(effectOf(faults, request), effect);
  });
