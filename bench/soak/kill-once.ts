import type { Api, Point, Run } from "./api.ts";
import { judgeKill } from "./kill-checks.ts";
import { orphansOf, type Part, parts, pidsOf, processesOf } from "./processes.ts";
import { until } from "./until.ts";
import type { WholeGantry } from "./whole-gantry.ts";

/** One process killed with SIGKILL while a run goes on, and what came of it. */

export type Kill = {
  part: Part;
  /** From the moment the run was asked for. */
  afterMs: number;
  /** The run's planned length. */
  seconds: number;
  /** Of a killed supervisor: whether the next start waits until everything of the last one is gone. */
  waits: boolean;
};

export type Before = { run: Run; points: Point[]; killedAtMs: number };
export type After = { run: Run; points: Point[]; page: string; said: string };
export type Killed = Kill & {
  state: string;
  sentence: string;
  /** Seconds stored before the kill, and in the end. */
  storedBefore: number;
  stored: number;
  lost: number;
  missing: number;
  recoveredMs: number;
  violations: string[];
};

/** Promised: a start answers within 10 s, a run is marked within 15 s, everything of a killed supervisor leaves within 5 s. */
const allBackWithinMs = 30_000;
const goneWithinMs = 5_000;
const markedWithinMs = 20_000;

export async function killOnce(gantry: WholeGantry, api: Api, kill: Kill): Promise<Killed> {
  const printed = gantry.output().length;
  const number = await api.startRun(`${kill.part} killed`, kill.seconds);
  await new Promise((resolve) => setTimeout(resolve, kill.afterMs));
  const [run, points] = await Promise.all([api.runOf(number), api.secondsOf(number)]);
  const old = processesOf(gantry.folder);
  const killedAtMs = Date.now();
  process.kill(victim(gantry, kill.part), "SIGKILL");
  const violations = await recovered(gantry, api, { kill, old: old.map(({ pid }) => pid), killedAtMs });
  const recoveredMs = Date.now() - killedAtMs;
  const after = await afterEnd(api, number, { kill, killedAtMs });
  const before = { run, points, killedAtMs };
  const judged = judgeKill(kill, before, { ...after, said: gantry.output().slice(printed) });
  return {
    ...kill,
    state: run.state,
    sentence: after.run.endedSentence ?? "",
    storedBefore: points.length,
    stored: after.points.length,
    lost: judged.lost,
    missing: judged.missing,
    recoveredMs,
    violations: [...violations, ...judged.violations],
  };
}

function victim({ folder, supervisorPid }: WholeGantry, part: Part): number {
  const [pid] = part === "supervisor" ? [supervisorPid()] : pidsOf(folder, part);
  if (pid === undefined) throw new Error(`there is no process of ${part}`);
  return pid;
}

type Struck = { kill: Kill; old: readonly number[]; killedAtMs: number };

/** Everything is back, and nothing of before is left over. Answers what did not come true in time. */
async function recovered(gantry: WholeGantry, api: Api, struck: Struck): Promise<string[]> {
  const { kill, old } = struck;
  const violations: string[] = [];
  if (kill.part === "supervisor") {
    await gantry.ended();
    const gone = within("everything of the killed supervisor to leave", goneWithinMs, () => {
      const left = processesOf(gantry.folder).filter(({ pid }) => old.includes(pid));
      return left.map(({ command }) => command.slice(0, 60)).join(", ");
    });
    if (kill.waits) violations.push(...(await gone));
    await gantry.start();
    if (!kill.waits) violations.push(...(await gone));
  }
  return [
    ...violations,
    ...(await within("everything to be back", allBackWithinMs, () => whatLacks(gantry, api, struck))),
  ];
}

async function within(what: string, limitMs: number, lacks: () => string | Promise<string>): Promise<string[]> {
  let lack = "";
  const holds = async () => {
    lack = await lacks();
    return lack === "";
  };
  return until(holds, { limitMs, says: () => `waited in vain for ${what}: ${lack}` }).then(
    () => [],
    (error: Error) => [error.message],
  );
}

/** Empty when each part is there once, new where it was killed, heard of, and nothing stands beside. */
async function whatLacks(gantry: WholeGantry, api: Api, { kill: { part }, old, killedAtMs }: Struck): Promise<string> {
  for (const one of parts) {
    if (one === "supervisor" || one === "backend") continue;
    const pids = pidsOf(gantry.folder, one);
    if (pids.length !== 1) return `${pids.length} processes of ${one}`;
    if ((one === part || part === "supervisor") && pids.some((pid) => old.includes(pid)))
      return `${one} is the old one`;
  }
  const orphans = orphansOf(processesOf(gantry.folder), gantry.supervisorPid());
  if (orphans.length > 0) return `left over: ${orphans.map(({ command }) => command.slice(0, 60)).join(", ")}`;
  const ages = await api.agesNow();
  if (ages === null) return "readyz does not say that it is ready";
  // Since the kill, so that it is not the dead one's last word.
  const sinceKill = (Date.now() - killedAtMs) / 1000;
  const isFresh = (age: number | null) => age !== null && age < Math.min(3, sinceKill);
  if (!isFresh(ages.runner) || !isFresh(ages.keeper)) return `heard of ${JSON.stringify(ages)} s ago`;
  return "";
}

async function afterEnd(api: Api, number: number, { kill, killedAtMs }: { kill: Kill; killedAtMs: number }) {
  let run = await api.runOf(number);
  // What a second runner or a restarted one begins anew takes its whole length from then on.
  const limitMs = kill.seconds * 2_000 + markedWithinMs;
  const says = () =>
    `the run did not end: ${run.state}, ${Math.round((Date.now() - killedAtMs) / 1000)} s after the kill`;
  await until(
    async () => {
      run = await api.runOf(number);
      return run.state === "ended";
    },
    { limitMs, says },
  );
  const [points, page] = await Promise.all([api.secondsOf(number), api.pageOf(number)]);
  return { run, points, page };
}
