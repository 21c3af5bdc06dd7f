import { hostname, userInfo } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { rolloutReach } from "#lib/keeper/rollout-watch.ts";
import type { Config } from "#lib/platform/config.ts";
import { sentenceOf } from "#lib/platform/core/refusal-table.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { runningEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import { secretOf } from "#lib/platform/kept-secret.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { processLogin, withConnection } from "#lib/platform/open-database.ts";
import { resourcesVariable } from "#lib/platform/probe-resources.ts";
import type { Refused } from "#lib/platform/result.ts";
import { StartRefused } from "#lib/platform/start-refused.ts";
import type { SwitchSource } from "#lib/platform/switch-config.ts";
import type { RolloutAct } from "#lib/rollout/core/acts.ts";
import { appendToJournal } from "#lib/rollout/edge/back-journal.ts";
import { openDriver } from "#lib/rollout/edge/open-driver.ts";
import { rollBackHere } from "#lib/rollout/roll-back-here.ts";
import { rollBackWithoutDatabase } from "#lib/rollout/roll-back-without-database.ts";

/** `gantry rollback PILOT`: all traffic back to the legacy system, whatever of Gantry runs. It starts no database and leaves no process behind.
 *  docs/rollout.md. */

const options = {
  reason: { type: "string", default: "called in a shell" },
  switch: { type: "string" },
  "without-database": { type: "boolean", default: false },
} as const;
const databaseWaitMs = 5_000;
const says = (line: string) => console.log(line);
const notKnown = "It is NOT known to be back. Look at the switch itself.";

type Asked = { pilot: string; reason: string; switches: Readonly<Record<string, SwitchSource>>; stop: AbortSignal };

/** The exit code: 0 when all traffic was seen to be back, 1 when it was not. Throws StartRefused with a sentence for what cannot be. */
export async function rollback(config: Config): Promise<number> {
  const { values, positionals } = parsed(process.argv.slice(3));
  const [pilot, ...more] = positionals;
  if (pilot === undefined || more.length > 0) throw new StartRefused("Name the pilot: gantry rollback PILOT.");
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const switches = switchesFor(config, pilot, values.switch);
  const asked: Asked = { pilot, reason: values.reason, switches, stop: stop.signal };
  if (values["without-database"]) {
    says("The switch is moved first, without the database; what is done is kept on this disk.");
    return withoutDatabase(config, asked);
  }
  const database = await databaseOf(config);
  if ("why" in database) {
    says(`${database.why} The switch is moved first, by the configuration alone; what is done is kept on this disk.`);
    return withoutDatabase(config, asked);
  }
  const isBack = await withDatabase(database.url, config, asked);
  if (isBack !== null) return toldEnd(isBack, "Say on the launch page who was told.");
  says("The database went away meanwhile. It goes on by the configuration alone; what is done is kept on this disk.");
  return withoutDatabase(config, asked);
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new StartRefused(error instanceof Error ? `${error.message}.` : String(error));
  }
}

function toldEnd(isBack: boolean, next: string): number {
  says(isBack ? `All traffic is back. ${next}` : notKnown);
  return isBack ? 0 : 1;
}

const whoAmI = () => `gantry rollback (${userInfo().username} on ${hostname()})`;

function switchesFor({ switches }: Config, pilot: string, name: string | undefined): Asked["switches"] {
  const fitting = Object.entries(switches).filter(
    ([one, { pilots }]) => pilots.includes(pilot) && (name ?? one) === one,
  );
  if (fitting.length > 0) return Object.fromEntries(fitting);
  const what = name === undefined ? "switch" : `switch ${name}`;
  throw new StartRefused(`The configuration names no ${what} for the pilot ${pilot}.`);
}

/** Where it is; or why it is away, in a sentence. The database that comes along with Gantry is used where it runs, and not started: nothing would
 *  be quicker by it, and something would have to be ended again. */
async function databaseOf(config: Config): Promise<{ url: string } | { why: string }> {
  const late = pause(databaseWaitMs, { why: "The database does not answer." }, { ref: false });
  const login = async () => {
    const ownerUrl = config.databaseUrl ?? runningEmbeddedPostgres(config.dataFolder);
    if (ownerUrl === null) return { why: `No database of Gantry runs on ${config.dataFolder}.` };
    const secret = secretOf(config);
    useSecret(secret);
    return { url: await processLogin(ownerUrl, secret) };
  };
  return Promise.race([login().catch((error) => ({ why: whyOf(error) })), late]);
}

const whyOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Null: the database went away in the middle. */
async function withDatabase(url: string, config: Config, asked: Asked): Promise<boolean | null> {
  // The list of what was written meanwhile is asked for at databases of the configuration, as the keeper does.
  Object.assign(process.env, resourcesVariable(config.probes));
  const over = new AbortController();
  const stop = AbortSignal.any([asked.stop, over.signal]);
  const { pilot, reason } = asked;
  const done = withConnection(url, ({ db }) => {
    const ctx: Ctx = makeCtx(db, { kind: "system", id: "rollback", name: whoAmI(), roles: [] });
    const { reconcile } = rolloutReach(db, url);
    return rollBackHere(ctx, { pilot, reason, driverOf: (name) => namedDriver(asked, name), reconcile, says, stop });
  }).catch((error) => {
    if (error instanceof StartRefused) throw error;
    says(`${whyOf(error)}.`);
    return null;
  });
  const ended = await Promise.race([done, untilAway(url, over.signal)]);
  over.abort();
  if (ended === null) return null;
  if (!ended.ok) throw new StartRefused(sentence(ended));
  return ended.isBack;
}

function namedDriver({ switches, pilot }: Asked, name: string) {
  const source = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (source !== undefined) return openDriver(source);
  throw new StartRefused(
    `The rollout of ${pilot} moves the switch ${name}; here are ${Object.keys(switches).join(", ")}.`,
  );
}

/** Answers null when the database has not answered for a while. */
async function untilAway(url: string, signal: AbortSignal): Promise<null> {
  await withConnection(url, async ({ sql }) => {
    const asked = () =>
      sql`select 1`.then(
        () => true,
        () => false,
      );
    const late = () => pause(databaseWaitMs, false, { ref: false });
    while (!signal.aborted && (await Promise.race([asked(), late()])))
      await pause(1_000, undefined, { signal, ref: false }).catch(() => {});
  });
  return null;
}

function sentence({ refusal, details }: Refused): string {
  const line = refusalLine(refusal);
  const why = line === null ? refusal : sentenceOf(line, details?.says);
  return `${why} To move the switch all the same: --without-database.`;
}

async function withoutDatabase({ dataFolder }: Config, { pilot, reason, switches, stop }: Asked): Promise<number> {
  const [first, other] = Object.entries(switches);
  if (first === undefined || other !== undefined)
    throw new StartRefused(`Several switches belong to ${pilot}: choose one with --switch ${first?.[0] ?? "NAME"}.`);
  const now = () => Date.now();
  const keep = keeper(dataFolder, { pilot, by: whoAmI() });
  const driver = openDriver(first[1]);
  const isBack = await rollBackWithoutDatabase({ driver, keep, says, reason, now, stop });
  return toldEnd(isBack, "The record is written when the database is.");
}

/** A disk that is full or gone keeps nobody from leading back: it is said once. */
function keeper(dataFolder: string, who: { pilot: string; by: string }): (act: RolloutAct) => void {
  let isTold = false;
  return (act) => {
    try {
      appendToJournal(dataFolder, { ...who, at: Date.now(), act });
    } catch (error) {
      if (!isTold) says(`What is done cannot be kept on this disk: ${whyOf(error)}. Write it down.`);
      isTold = true;
    }
  };
}
