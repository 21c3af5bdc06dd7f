import * as runRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/route.ts";
import * as secondsRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/seconds/route.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import type { RunSeconds, RunView } from "#lib/load/core/run-view.ts";
import { liveRuns } from "#lib/load/live-runs.ts";
import { readRun } from "#lib/load/read-run.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { Connection } from "#lib/platform/database.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import type { HourRun } from "./hour-store.ts";

/** How long the server works for what a run's page asks: through the doors, with session and JSON, without the network. */

export type Timing = { what: string; medianMs: number; mostMs: number; bytes: number };

const warmUps = 5;
type Handler = typeof runRoute.GET | typeof secondsRoute.GET;

export async function timePage(connection: Connection, { place, run }: HourRun, times: number): Promise<Timing[]> {
  useWebConnection(connection);
  const { cookie } = await aPerson(connection.db, ["viewer"]);
  const ask = async (handler: Handler, query = ""): Promise<string> => {
    const request = new Request(`http://gantry.test/x${query}`, { headers: { host: "gantry.test", cookie } });
    const params = Promise.resolve({ pilot: place.pilot, number: String(run.number) });
    const answer = await handler(request, { params });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
    return text;
  };
  const ctx = systemCtx(connection.db, "bench");
  const state = (JSON.parse(await ask(runRoute.GET)) as RunView).state;
  const name = state === "ended" ? "ended run" : "live run";
  // As in a web process that nobody has asked for this run yet.
  const first = async () => {
    const found = await readRun(ctx, { pilot: place.pilot, number: run.number, live: liveRuns(connection.db) });
    return JSON.stringify(found);
  };
  return [
    await timed(`${name}, first opened: its figures`, times, first),
    await timed(`${name}: its figures through the door`, times, () => ask(runRoute.GET)),
    await timed(`${name}: its seconds, all pages`, times, () => everySecond((query) => ask(secondsRoute.GET, query))),
    await timed(`${name}, first opened: figures and all seconds`, times, async () => {
      return (await first()) + (await everySecond((query) => ask(secondsRoute.GET, query)));
    }),
  ];
}

async function everySecond(page: (query: string) => Promise<string>): Promise<string> {
  let text = "";
  for (let from = 0; ; ) {
    const answer = await page(`?from=${from}`);
    text += answer;
    const { next, more }: Pick<RunSeconds, "next" | "more"> = tail(answer);
    if (!more) return text;
    from = next;
  }
}

/** What stands after the points: reading those is the browser's work. */
function tail(answer: string): Pick<RunSeconds, "next" | "more"> {
  return JSON.parse(`{${answer.slice(answer.lastIndexOf('"next":'))}`);
}

async function timed(what: string, times: number, ask: () => Promise<string>): Promise<Timing> {
  const took: number[] = [];
  let bytes = 0;
  for (let time = -warmUps; time < times; time++) {
    const before = performance.now();
    bytes = (await ask()).length;
    if (time >= 0) took.push(performance.now() - before);
  }
  took.sort((a, b) => a - b);
  return { what, medianMs: took[Math.floor(took.length / 2)] ?? 0, mostMs: took.at(-1) ?? 0, bytes };
}
