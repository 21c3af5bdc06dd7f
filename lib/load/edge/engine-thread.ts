import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import { compileScenario } from "../core/compile-scenario.ts";
import { plannedSeconds } from "../core/profile.ts";
import type { RunPlan } from "../core/run.ts";
import { addressOf, clientTarget } from "./client-target.ts";
import { ClosedModel } from "./closed-model.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import type { FromThread, ThreadTask, ToThread } from "./engine-messages.ts";
import { FrameRecorder, graceMs } from "./frame-recorder.ts";
import { httpClient } from "./http-client.ts";
import { OpenModel } from "./open-model.ts";
import { watchLoop } from "./self-watch.ts";
import { exampleKeeper, type Workplace } from "./virtual-user.ts";

/** One worker thread of the engine: drives its share of the load and hands over a frame a second. */

/** How long requests may still be answered after the planned end, and after a stop. */
const drainMs = 10_000;
const drainAfterStopMs = 300;
/** A thread that was held up notices a time-out late; it is a time-out all the same. */
const afterTimeoutMs = 500;

const port = parentPort;
if (port === null) throw new Error("engine-thread runs in a worker thread only");
const say = (message: FromThread) => port.postMessage(message);

const task: ThreadTask = workerData;
const { plan, share } = task;
/** hrtime is one clock for all threads; the difference to it lets us read the cheaper performance.now(). */
const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
let startMs = Number.POSITIVE_INFINITY;
const now = () => performance.now() + offsetMs - startMs;

const recorder = new FrameRecorder(plan);
const place = workplace(task);
const driver = makeDriver(plan, share);
const loop = watchLoop();
const longestMs = plannedSeconds(plan.profile) * 1000;
/** Known beforehand, but for a plan that ends by a count. */
const plannedMs = () => Math.min(longestMs, driver.endMs);
/** While users are set up the clock stands far before the start, so that all they do counts in second 0. */
const longBeforeMs = 86_400_000;
let over = false;
let finishing = false;
let stopAtMs: number | null = null;

port.on("message", (message: ToThread) => {
  if (message.type === "go") go(message.startMs);
  else stop();
});
prepare();

async function prepare(): Promise<void> {
  startMs = performance.now() + offsetMs + longBeforeMs;
  const failure = await driver.prepare();
  say(failure === null ? { type: "ready" } : { type: "refused", sentence: failure });
}

function go(at: number): void {
  startMs = at;
  tick();
}

function tick(): void {
  if (over) return;
  const at = now();
  if (stopAtMs === null && at >= 0) driver.tick(at);
  while (at >= (recorder.next + 1) * 1000 + graceMs) closeSecond();
  if (at >= plannedMs() && !finishing) {
    finishing = true;
    say({ type: "finishing" });
  }
  if (isOver(at)) finish(at);
  else setTimeout(tick, driver.tickEveryMs);
}

function isOver(at: number): boolean {
  if (stopAtMs !== null) return driver.drained() || at >= stopAtMs + drainAfterStopMs;
  if (at < plannedMs()) return false;
  return driver.drained() || at >= plannedMs() + Math.min(drainMs, plan.scenario.timeouts.wholeMs + afterTimeoutMs);
}

function closeSecond(): void {
  driver.beforeClose(recorder.next);
  say({ type: "frame", frame: { ...recorder.close(), ...loop.read() } });
}

function stop(): void {
  if (stopAtMs !== null || over) return;
  const at = Math.max(0, now());
  stopAtMs = at;
  driver.stop(at);
}

/** What has not answered is unfinished. The seconds of the plan are closed up to where it was driven, and any in which something ended later. */
function finish(at: number): void {
  over = true;
  const drivenMs = Math.min(stopAtMs ?? plannedMs(), plannedMs());
  driver.finish(at);
  const last = Math.ceil(drivenMs / 1000) - 1;
  while (recorder.next <= last || recorder.hasMore()) closeSecond();
  say({ type: "ended", seconds: drivenMs / 1000 });
  loop.stop();
  place.client.close();
  port?.close();
}

function makeDriver({ profile, seed }: RunPlan, part: ThreadShare): Driver {
  if (profile.model === "open") return new OpenModel(place, { profile, seed }, part);
  return new ClosedModel(place, { profile, seed }, part);
}

function workplace({ target, secrets, runId }: ThreadTask): Workplace {
  const { timeouts, coldConnections, keepsCookies } = plan.scenario;
  const options = {
    seed: plan.seed,
    uniquePrefix: `${runId}${share.index}`,
    secrets,
    now: Date.now,
    data: plan.data,
    thread: share,
  };
  return {
    compiled: compileScenario(plan.scenario, options),
    client: httpClient({
      target: clientTarget(target),
      timeouts,
      cold: coldConnections,
      now,
      onRetry: () => recorder.at(now()).retried++,
    }),
    recorder,
    now,
    ...addressOf(target, coldConnections),
    keepsCookies,
    secrets: Object.values(secrets),
    ...exampleKeeper((example) => say({ type: "example", example })),
    onSeen: null,
    onLevel: (index, start) => say({ type: "level", index, start }),
    onFault: (sentence) => say({ type: "fault", sentence }),
  };
}
