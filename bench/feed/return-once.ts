import { eq } from "drizzle-orm";
import { displays } from "#drizzle/schema/displays.ts";
import type { WallKnown } from "#lib/displays/browser/wall-state.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { updatePilot } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { pidsOf, processesOf } from "../soak/processes.ts";
import { until } from "../soak/until.ts";
import { pairedScreens } from "./paired-screens.ts";
import { type WallEnd, wallEnds } from "./wall-ends.ts";

/** Screens on walls whose web process is killed, and how they come back. */

type Inside = { ctx: Ctx; url: string; folder: string };
export type Screens = { pilotId: string; ends: readonly WallEnd[]; close(): void };

/** `at-once`: the supervisor starts it again; `late`: only when every screen has tried so often that its pauses are the longest. */
export type Away = "at-once" | "late";

export type Returned = {
  /** From the kill until the new process said that it is ready. */
  awayMs: number;
  /** From then until each screen was live again by its own judgement. */
  liveMs: number[];
  /** The most screens whose successful try fell into the same tenth of a second. */
  mostAtOnce: number;
};

const triesUntilLongest = 6;
/** Only ends a wait that would never end. */
const limitMs = 120_000;

export async function liveScreens({ ctx, url }: Inside, count: number): Promise<Screens> {
  const { pilotId } = await aPlace(ctx);
  const ends = await wallEnds(url, await pairedScreens(ctx, pilotId, count));
  await until(() => ends.every(({ liveAtMs }) => liveAtMs() !== null), { limitMs, says: () => "Not all became live." });
  const close = () => {
    for (const end of ends) end.close();
  };
  return { pilotId, ends, close };
}

/** Throws when a screen never comes back, or never shows what changed meanwhile. */
export async function returnOnce(inside: Inside, { pilotId, ends }: Screens, away: Away): Promise<Returned> {
  const killedAtMs = performance.now();
  const said = `as of ${killedAtMs}`;
  await killed(inside, async () => {
    for (const end of ends) end.watchAnew();
    await changed(inside.ctx, pilotId, said);
    const triedOften = () => ends.every(({ triedAtMs }) => triedAtMs().length >= triesUntilLongest);
    if (away === "late") await until(triedOften, { limitMs, says: () => "The screens gave up." });
  });
  const readyAtMs = await readyAt(inside.url);
  const missing = () => ends.filter(({ liveAtMs }) => liveAtMs() === null).length;
  await until(() => missing() === 0, { limitMs, says: () => `${missing()} screens did not come back.` });
  const lastTries = ends.map(({ triedAtMs }) => triedAtMs().at(-1) ?? Number.NaN);
  const liveMs = ends.map(({ liveAtMs }) => (liveAtMs() ?? Number.NaN) - readyAtMs);
  const shows = ({ view, display }: WallKnown) => view.pilot.name === said && display.settings.place === said;
  const behind = () => ends.filter(({ known }) => !shows(known())).length;
  await until(() => behind() === 0, { limitMs, says: () => `${behind()} screens do not show what changed.` });
  return { awayMs: readyAtMs - killedAtMs, liveMs, mostAtOnce: mostWithin(100, lastTries) };
}

/** Kills the web process; its supervisor stands still until `meanwhile` is over. */
async function killed({ folder }: Inside, meanwhile: () => Promise<void>): Promise<void> {
  const [pid = 0] = pidsOf(folder, "web");
  const supervisor = processesOf(folder).find((one) => one.pid === pid)?.parent;
  if (supervisor === undefined) throw new Error("There is no web process.");
  process.kill(supervisor, "SIGSTOP");
  try {
    process.kill(pid, "SIGKILL");
    await until(() => !processesOf(folder).some((one) => one.pid === pid), { limitMs, says: () => "It lives on." });
    await meanwhile();
  } finally {
    process.kill(supervisor, "SIGCONT");
  }
}

/** What all of them show, and what each is told of itself. */
async function changed(ctx: Ctx, pilotId: string, said: string): Promise<void> {
  await ctx.transaction((tx) => updatePilot(tx, pilotId, { name: said }));
  await ctx.db.update(displays).set({ place: said }).where(eq(displays.pilotId, pilotId));
}

async function readyAt(url: string): Promise<number> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return performance.now();
    if (performance.now() > end) throw new Error("The web process did not come back.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** How many of them fall into the fullest span of so many ms. */
function mostWithin(spanMs: number, atMs: readonly number[]): number {
  const sorted = atMs.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + spanMs).length));
}
