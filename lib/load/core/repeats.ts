import { milliseconds } from "./say.ts";

/** How far runs of one and the same differ: what two single runs cannot show. */

/** `alike`: the same for runs of the same scenario version, load, part, system and environment. */
export type RunBeside = { number: number; alike: string; latencyMsP95: number | null };

type Group = { numbers: number[]; values: number[] };

const inTurn =
  "Run both in turn, A B A B, and put all four here: then it is seen how far runs of one and the same lie apart.";

/** A sentence each. */
export function sayDrift(runs: readonly RunBeside[]): string[] {
  const groups = groupsOf(runs);
  const repeated = groups.filter(({ numbers }) => numbers.length > 1);
  if (repeated.length === 0 || (groups.length === 1 && runs.length === 2))
    return [
      `Two single runs cannot show drift: what changed by itself between them looks like a difference of theirs. ${inTurn}`,
    ];
  return [...repeated.flatMap(sayGroup), ...saySides(repeated)];
}

function groupsOf(runs: readonly RunBeside[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { alike, number, latencyMsP95 } of runs) {
    const group = groups.get(alike) ?? { numbers: [], values: [] };
    group.numbers.push(number);
    if (latencyMsP95 !== null) group.values.push(latencyMsP95);
    groups.set(alike, group);
  }
  return [...groups.values()];
}

function sayGroup({ numbers, values }: Group): string[] {
  if (values.length < 2) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const apart = low > 0 ? `, ${Math.round((high / low - 1) * 100)} % apart` : "";
  return [
    `Runs ${listed(numbers)} had the same inputs and target: p95 from ${milliseconds(low)} to ${milliseconds(high)}${apart}. Less than that between two runs may be drift alone.`,
  ];
}

/** Of two sides with repeats each, whether every run of one is beyond every run of the other. */
function saySides(groups: readonly Group[]): string[] {
  const [one, two] = groups;
  if (one === undefined || two === undefined || groups.length > 2) return [];
  const isOver = (a: Group, b: Group) => Math.min(...a.values) > Math.max(...b.values);
  const [slow, fast] = isOver(one, two) ? [one, two] : [two, one];
  if (!isOver(slow, fast))
    return [`Runs ${listed(one.numbers)} and runs ${listed(two.numbers)} overlap: no side is slower in all its runs.`];
  return [`Each of the runs ${listed(slow.numbers)} was slower than each of the runs ${listed(fast.numbers)}.`];
}

/** "12, 14 and 15" */
function listed(numbers: readonly number[]): string {
  return [numbers.slice(0, -1).join(", "), numbers.at(-1)].filter((part) => part !== "").join(" and ");
}
