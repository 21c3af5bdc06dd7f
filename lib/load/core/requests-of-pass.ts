import { kindsOf, type Scenario } from "./scenario.ts";

/** How many requests one pass of one user of each kind sends, its set-up among them. */
export function requestsOfPass(scenario: Scenario): number {
  const ofKind = kindsOf(scenario).map(
    ({ setup, mix }) => setup.length + mix.reduce((sum, { steps }) => sum + steps.length, 0),
  );
  return ofKind.reduce((sum, requests) => sum + requests, 0);
}
