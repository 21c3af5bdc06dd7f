import type { Objectives } from "../../core/criterion.ts";
import type { Profile } from "../../core/profile.ts";
import type { RunPlan } from "../../core/run.ts";
import type { Scenario, Step } from "../../core/scenario.ts";

/** A plan for tests: what is not given is the plainest there is. */
export type PlanParts = { scenario?: Partial<Scenario>; profile?: Profile; criteria?: Objectives["criteria"] };

export function aStep(step: Partial<Step> = {}): Step {
  return {
    name: "look",
    weight: 1,
    tags: [],
    users: null,
    flow: null,
    needs: null,
    method: "GET",
    path: "/",
    headers: {},
    body: null,
    expect: { status: [], json: [], contains: null },
    remember: [],
    ...step,
  };
}

function aScenario(scenario: Partial<Scenario> = {}): Scenario {
  return {
    name: "test",
    setup: [],
    headers: {},
    think: { minMs: 0, maxMs: 0 },
    timeouts: { connectMs: 10_000, firstByteMs: 10_000, wholeMs: 10_000 },
    coldConnections: false,
    keepsCookies: true,
    users: null,
    data: [],
    version: null,
    mix: [aStep()],
    ...scenario,
  };
}

export function aPlan({ scenario, profile = constant(10, 1), criteria = [] }: PlanParts = {}): RunPlan {
  return { scenario: aScenario(scenario), profile, objectives: { criteria, abortWhen: null }, seed: 4471, data: {} };
}

/** An open profile of one constant rate. */
export function constant(rate: number, seconds: number, { maxUsers = 50, startLimitMs = 5_000 } = {}): Profile {
  return { model: "open", stages: [{ from: rate, to: rate, seconds }], maxUsers, startLimitMs };
}
