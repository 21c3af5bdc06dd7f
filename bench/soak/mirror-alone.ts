import { setTimeout as pause } from "node:timers/promises";
import { signIn } from "./api.ts";
import { answerOf, startClients } from "./mirror-clients.ts";
import { aMirrorPlace, type MirrorPlace, soakSecret } from "./mirror-place.ts";
import { pidsOf } from "./processes.ts";
import { until } from "./until.ts";
import { refuseWithoutProc, startWholeGantry, type WholeGantry } from "./whole-gantry.ts";

/** The soak: everything but the mirror is killed under load, and comes back. Ends with 1 when a client noticed, an answer differed by a byte from
 *  legacy's, or what came back does not go on.
 *
 *    node --import tsx bench/soak/mirror-alone.ts
 */

const load = { connections: 32, perSecond: 600, newPerSecond: 60 };
const betweenMs = 2_000;
const backWithinMs = 120_000;
const killed = ["web", "runner", "keeper"] as const;

refuseWithoutProc();
const place = await aMirrorPlace();
const env = { DATABASE_URL: place.databaseUrl, GANTRY_SECRET: soakSecret };
const gantry = await startWholeGantry({ env }).catch(async (error: unknown) => {
  await place.close();
  throw error;
});
try {
  const violations = await alone(place, gantry);
  for (const violation of violations) console.log(`WRONG: ${violation}`);
  if (violations.length > 0) {
    console.error(place.output().split("\n").slice(-20).join("\n"));
    process.exitCode = 1;
  }
} finally {
  await gantry.close();
  await place.close();
}

async function alone(mirror: MirrorPlace, whole: WholeGantry): Promise<string[]> {
  const clients = startClients({ ...load, port: mirror.port, expected: await answerOf(mirror.legacyPort) });
  const answeredAt: Record<string, number> = {};
  const after = async (what: string, kill: () => unknown) => {
    await kill();
    await pause(betweenMs);
    answeredAt[what] = clients.figures().answered;
  };
  await pause(betweenMs);
  for (const part of killed) await after(part, () => killAll(pidsOf(whole.folder, part)));
  await after("supervisor", () => killAll([whole.supervisorPid()]));
  await whole.ended();
  await after("recorder", () => mirror.kill("recorder"));
  await after("follower", () => mirror.kill("follower"));
  await after("new system", mirror.killCandidate);
  await after("database", mirror.killDatabase);
  await after("recorder and follower again", () => Promise.all([mirror.kill("recorder"), mirror.kill("follower")]));
  const before = (await mirror.figures()).comparable;
  await mirror.startDatabase();
  await mirror.startCandidate();
  await whole.start();
  await signIn(whole.url);
  await until(async () => (await mirror.figures()).comparable > before + 1_000, {
    limitMs: backWithinMs,
    says: () => "nothing is compared any more",
  });
  const { sent, answered, errors, longestMs } = await clients.end();
  const { stored, figures } = await allStored(mirror);
  const { observed, notCompared, comparable, recording } = figures;
  const lost = recording.notRecorded + (recording.recorder?.spool.dropped ?? 0);
  const counted = { observed, comparable, notCompared, lost, stored, restarts: recording.restarts };
  const asked = { sent, answered, errors: errors.length, longestMs: Math.round(longestMs) };
  console.log(JSON.stringify({ ...asked, ...counted, mirrorMiB: mirror.memoryMiB(), answeredAt }));
  return [
    ...(errors.length === 0 ? [] : [`client errors: ${errors.length}, ${[...new Set(errors)].join(", ")}`]),
    ...(answered === sent && observed === sent ? [] : [`sent ${sent}, answered ${answered}, observed ${observed}`]),
    ...(stored.exchanges === observed - lost
      ? []
      : [`stored ${stored.exchanges} of ${observed}, counted lost ${lost}`]),
    ...(stored.counted === stored.exchanges ? [] : [`counts add up to ${stored.counted}, not ${stored.exchanges}`]),
  ];
}

function killAll(pids: readonly number[]): void {
  if (pids.length === 0) throw new Error("there is nothing to kill");
  for (const pid of pids) process.kill(pid, "SIGKILL");
}

/** What is missing after a while is told by the counts. */
async function allStored(mirror: MirrorPlace) {
  let [stored, figures] = [await mirror.stored(), await mirror.figures()];
  const holds = async () => {
    [stored, figures] = [await mirror.stored(), await mirror.figures()];
    return stored.exchanges + figures.recording.notRecorded >= figures.observed;
  };
  await until(holds, { limitMs: backWithinMs, says: () => "" }).catch(() => {});
  return { stored, figures };
}
