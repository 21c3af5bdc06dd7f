import { kindsOf, type Scenario } from "./scenario.ts";

/** How many requests one user of each kind sends in so many passes: its set-up once, then every step of its mix in each of them. */
export function requestsOfPasses(scenario: Scenario, passes: number): number {
  return kindsOf(scenario).reduce((sum, { setup, mix }) => {
    const ofPass = mix.reduce((steps, entry) => steps + entry.steps.length, 0);
    return sum + setup.length + passes * ofPass;
  }, 0);
}
