import { setTimeout as pause } from "node:timers/promises";
import { answerOf, startClients } from "./mirror-clients.ts";
import type { MirrorFigures, MirrorPlace } from "./mirror-place.ts";
import { until } from "./until.ts";

/** A mirror under load whose database is stopped for a while, and whose recorder and follower are killed before and during that. */

export type AwayPlan = {
  perSecond: number;
  connections: number;
  /** Seconds from the start of the load. */
  killAt: number;
  stopAt: number;
  killAgainAt: number;
  startAt: number;
  endAt: number;
};
export const minute: AwayPlan = {
  ...{ perSecond: 500, connections: 32 },
  ...{ killAt: 10, stopAt: 20, killAgainAt: 50, startAt: 80, endAt: 100 },
};
export const short: AwayPlan = {
  ...{ perSecond: 300, connections: 16 },
  ...{ killAt: 1, stopAt: 2, killAgainAt: 9, startAt: 17, endAt: 18 },
};

const takenUpWithinMs = 120_000;

export async function mirrorAway(place: MirrorPlace, plan: AwayPlan) {
  const { connections, perSecond } = plan;
  const load = { port: place.port, connections, perSecond, newPerSecond: 0 };
  const clients = startClients({ ...load, expected: await answerOf(place.legacyPort) });
  const startedAt = performance.now();
  const at = (seconds: number) => pause(Math.max(0, seconds * 1000 - (performance.now() - startedAt)));
  const killBoth = () => Promise.all([place.kill("recorder"), place.kill("follower")]);
  await at(plan.killAt);
  await killBoth();
  await at(plan.stopAt);
  await place.stopDatabase();
  await at(plan.killAgainAt);
  await killBoth();
  await at(plan.startAt);
  const spoolMiB = ((await place.figures()).recording.recorder?.spool.bytes ?? 0) / 1024 / 1024;
  await place.startDatabase();
  await at(plan.endAt);
  const { sent, answered, errors, longestMs } = await clients.end();
  const endedAt = performance.now();
  const { figures, stored } = await settled(place);
  const takenUpSeconds = (performance.now() - endedAt) / 1000;
  const lost = lostOf(figures);
  const { observed, comparable, recording } = figures;
  const violations = [
    ...(errors.length === 0 ? [] : [`client errors: ${errors.length}, ${[...new Set(errors)].join(", ")}`]),
    ...(answered === sent && observed === sent ? [] : [`sent ${sent}, answered ${answered}, observed ${observed}`]),
    ...(stored.exchanges === observed - lost
      ? []
      : [`stored ${stored.exchanges} of ${observed}, counted lost ${lost}`]),
    ...(stored.counted === stored.exchanges ? [] : [`counts add up to ${stored.counted}, not ${stored.exchanges}`]),
    ...(lost === 0 && stored.compared === comparable ? [] : [`compared ${stored.compared} of ${comparable}`]),
    ...(recording.restarts === 2 ? [] : [`${recording.restarts} new recorders`]),
  ];
  const { memoryMiB } = place;
  const waits = {
    longestMs: Math.round(longestMs),
    spoolMiB: Math.round(spoolMiB),
    takenUpSeconds,
    mirrorMiB: memoryMiB(),
  };
  return {
    sent,
    errors: errors.length,
    observed,
    comparable,
    ...figures.notCompared,
    lost,
    stored,
    ...waits,
    violations,
  };
}

function lostOf({ recording: { notRecorded, recorder } }: MirrorFigures): number {
  return notRecorded + (recorder?.spool.dropped ?? 0);
}

/** When all that the mirror saw is stored or counted as lost; or when that does not come. */
async function settled(place: MirrorPlace) {
  let [figures, stored] = [await place.figures(), await place.stored()];
  const holds = async () => {
    [figures, stored] = [await place.figures(), await place.stored()];
    return stored.exchanges + lostOf(figures) >= figures.observed && figures.recording.recorder?.spooling === false;
  };
  // What is missing then is told by the counts.
  await until(holds, { limitMs: takenUpWithinMs, says: () => "" }).catch(() => {});
  return { figures, stored };
}
