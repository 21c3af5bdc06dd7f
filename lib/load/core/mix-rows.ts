import { samplesForPercentile } from "./samples-needed.ts";
import { kindsOf, type MixEntry, type Scenario, stepsOf } from "./scenario.ts";

/** A kind of users with its mix as a table. `ratio`: of all users. */
export type KindRows = { name: string | null; share: number; ratio: number; entries: readonly EntryRow[] };

/** What is drawn by weight: one step, or a flow of several. `place`: which entry of its kind's mix. */
export type EntryRow = { place: number; weight: number; flow: string | null; steps: readonly StepRow[] };

/** `ratio`: of all requests, where all users ask equally often. `p99From`: so many requests in all until the step's p99 is judged. */
export type StepRow = {
  name: string;
  tags: readonly string[];
  needs: string | null;
  ratio: number;
  p99From: number;
};

/** What users do, with the share of requests that each step gets. A flow sends as many requests as it has steps whenever it is drawn. */
export function mixRows(scenario: Scenario): KindRows[] {
  const kinds = kindsOf(scenario);
  const users = kinds.reduce((sum, { share }) => sum + share, 0);
  return kinds.map(({ name, share, mix }) => {
    const ratio = share / users;
    const requests = mix.reduce((sum, { weight, steps }) => sum + weight * steps.length, 0);
    const entries = mix.map((entry, place) =>
      entryRow(scenario, entry, { place, each: (ratio * entry.weight) / requests }),
    );
    return { name, share, ratio, entries };
  });
}

function entryRow(scenario: Scenario, { weight, steps }: MixEntry, { place, each }: { place: number; each: number }) {
  const all = steps.flatMap((index) => stepsOf(scenario)[index] ?? []);
  const rows = all.map(({ name, tags, needs }): StepRow => {
    return { name, tags, needs, ratio: each, p99From: Math.ceil(samplesForPercentile(0.99) / each - 1e-9) };
  });
  return { place, weight, flow: all[0]?.flow ?? null, steps: rows };
}
