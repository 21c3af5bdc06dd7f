import { parseArgs } from "node:util";
import type { Config } from "#lib/platform/config.ts";
import { sentenceOf } from "#lib/platform/core/refusal-table.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import { secretOf } from "#lib/platform/kept-secret.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { openDatabase, processLogin, withConnection } from "#lib/platform/open-database.ts";
import type { Refused } from "#lib/platform/result.ts";
import { StartRefused } from "#lib/platform/start-refused.ts";
import { paceOf } from "#lib/shadow/edge/replay/pace.ts";
import { LogMistake } from "#lib/shadow/edge/replay/read-log.ts";
import type { ReplaySystem } from "#lib/shadow/edge/replay/run-replay.ts";
import { type ReplayAsked, type Replayed, replayLog } from "#lib/shadow/replay-log.ts";

/** `gantry replay FILE --pilot P`: docs/replay.md. */

const options = {
  pilot: { type: "string" },
  pace: { type: "string", default: "1x" },
  new: { type: "string" },
  legacy: { type: "string" },
  writes: { type: "string", multiple: true, default: [] as string[] },
  "at-once": { type: "string", default: "8" },
  from: { type: "string", default: "1" },
  "new-header": { type: "string", multiple: true, default: [] as string[] },
  "legacy-header": { type: "string", multiple: true, default: [] as string[] },
} as const;

const mostAtOnce = 32;

const stoppedCode = 130;

/** The exit code: 0 when everything was sent, 130 when a signal stopped it before. Throws StartRefused with a sentence for what cannot be. */
export async function replay(config: Config): Promise<number> {
  const asked = readArguments(process.argv.slice(3));
  const database = await openDatabase(config);
  try {
    const secret = secretOf(config);
    useSecret(secret);
    const url = await processLogin(database.ownerUrl, secret);
    const done = await withConnection(url, ({ db }) =>
      replayLog(systemCtx(db, "replay"), { ...asked, signal: stopSignal() }),
    );
    if (!done.ok) throw new StartRefused(sentence(done));
    console.log(saysOf(done, asked));
    return done.figures.stopped ? stoppedCode : 0;
  } catch (error) {
    throw error instanceof LogMistake ? new StartRefused(error.message) : error;
  } finally {
    await database.close();
  }
}

/** The first SIGINT or SIGTERM asks for an end; the same again ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

function sentence({ refusal, details }: Refused): string {
  const line = refusalLine(refusal);
  return line === null ? refusal : sentenceOf(line, details?.says);
}

function readArguments(args: string[]): ReplayAsked {
  const { values, positionals } = parsed(args);
  const [file] = positionals;
  const pace = paceOf(values.pace);
  const atOnce = Number(values["at-once"]);
  const from = Number(values.from);
  if (file === undefined || positionals.length > 1) throw new StartRefused("Name one file: a HAR, or NDJSON.");
  if (values.pilot === undefined) throw new StartRefused("Say for which pilot: --pilot NAME.");
  if (pace === undefined) throw new StartRefused("--pace is 1x (as recorded), so many times faster (10x), or max.");
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > mostAtOnce)
    throw new StartRefused(`--at-once is a whole number from 1 to ${mostAtOnce}.`);
  if (!Number.isSafeInteger(from) || from < 1)
    throw new StartRefused("--from is the number of a request; the first is 1.");
  const writes = values.writes.includes("all") ? "all" : values.writes;
  return {
    ...{ pilot: values.pilot, file, from, pace, atOnce, writes },
    ...{ candidate: values.new ?? null, legacy: values.legacy ?? null },
    credentials: { candidate: headersOf(values["new-header"]), legacy: headersOf(values["legacy-header"]) },
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new StartRefused(error instanceof Error ? error.message : String(error));
  }
}

/** `authorization=VARIABLE`: a secret stands in no command line. */
function headersOf(given: readonly string[]): ReplaySystem["headers"] {
  return given.map((one) => {
    const [, header, variable] = /^([\w-]+)=(\w+)$/.exec(one) ?? [];
    if (header === undefined || variable === undefined)
      throw new StartRefused(
        `${one.split("=")[0]}: a header and the variable that holds its value are expected, as in authorization=NEW_TOKEN.`,
      );
    const value = process.env[variable];
    if (value === undefined || value === "") throw new StartRefused(`The variable ${variable} is not set.`);
    return { header, value };
  });
}

function saysOf({ figures, differing, notCompared, source }: Replayed, { from }: ReplayAsked): string {
  const { stopped, requests, recorded, skippedWrites, withoutAnswer, behindMs } = figures;
  const lines = [
    `${requests} requests read, ${recorded} sent and recorded as ${source}: ${differing} differ, ${notCompared} could not be compared.`,
    ...(skippedWrites > 0 ? [`${skippedWrites} writes were not sent; name their endpoints with --writes.`] : []),
    ...(withoutAnswer > 0
      ? [`${withoutAnswer} have no recorded answer; send them to both systems with --legacy.`]
      : []),
    ...(stopped ? [`Stopped before the end; --from ${from + requests} goes on with the next request.`] : []),
    ...(behindMs > 1_000 ? [`It fell up to ${(behindMs / 1000).toFixed(1)} s behind the pace.`] : []),
  ];
  return lines.join("\n");
}
