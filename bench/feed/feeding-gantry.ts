import { readRunPlan } from "#lib/load/read-run-plan.ts";
import { renewLease } from "#lib/load/store.ts";
import { insertSecond } from "#lib/load/store-seconds.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { signIn } from "../soak/api.ts";
import { drawnFrames } from "../soak/hour-frames.ts";
import { insideGantry } from "../soak/hour-live.ts";
import { type HourRun, heldRun } from "../soak/hour-store.ts";
import { pidsOf } from "../soak/processes.ts";
import { warmUpSeconds } from "./measure.ts";
import type { ScaleOptions } from "./options.ts";
import { pairedScreens } from "./paired-screens.ts";

/** A Gantry with a run under way whose seconds the benchmark stores as a runner does. */
export type Feeding = {
  pid: number;
  port: number;
  path: string;
  /** Of each feed in turn. */
  headers: readonly Readonly<Record<string, string>>[];
  send(second: number): Promise<void>;
};

const perSecond = 200;

export async function feedingGantry<T>(options: ScaleOptions, work: (feeding: Feeding) => Promise<T>): Promise<T> {
  const { rounds, seconds } = options;
  const length = { seconds: rounds * (seconds + warmUpSeconds) + 600, perSecond };
  return insideGantry(async ({ ctx, url, folder }) => {
    const held = await heldRun(ctx, length);
    const renewing = setInterval(() => void keepLease(ctx, held), 2_000);
    const frames = drawnFrames(readRunPlan(held.run), { ...length, seed: 1 });
    const [pid = 0] = pidsOf(folder, "web");
    const send = async () => {
      const { value } = frames.next();
      if (value !== undefined) await insertSecond(ctx.db, held.run, value);
    };
    const door = await doorOf(options, { ctx, url, held });
    try {
      return await work({ pid, port: Number(new URL(url).port), send, ...door });
    } finally {
      clearInterval(renewing);
    }
  });
}

type Inside = { ctx: Ctx; url: string; held: HourRun };

async function doorOf(
  { door, feeds }: ScaleOptions,
  { ctx, url, held }: Inside,
): Promise<Pick<Feeding, "path" | "headers">> {
  const { pilot, pilotId } = held.place;
  if (door === "wall") return { path: "/api/v1/wall/feed", headers: await pairedScreens(ctx, pilotId, feeds) };
  const { cookies } = await signIn(url);
  return { path: `/api/v1/pilots/${pilot}/feed`, headers: [{ cookie: cookies }] };
}

function keepLease(ctx: Ctx, { run, runnerId }: HourRun): Promise<unknown> {
  return renewLease(ctx.db, { id: run.id, runnerId, until: new Date(Date.now() + 12_000) }).catch(() => {});
}
