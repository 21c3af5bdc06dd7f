import { rmSync } from "node:fs";
import postgres from "postgres";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { type Api, signIn } from "./api.ts";
import { type DatabaseGate, databaseGate } from "./database-gate.ts";
import { lostOrChanged, missingOf, wholeSeconds } from "./stored-seconds.ts";
import { until } from "./until.ts";
import { aFolder, startWholeGantry, type WholeGantry } from "./whole-gantry.ts";

/** A whole Gantry on a PostgreSQL of the soak's own, which can go away or say that its disk is full. */
export type OwnDatabase = {
  gantry: WholeGantry;
  api: Api;
  gate: DatabaseGate;
  owner: postgres.Sql;
  close(): Promise<void>;
};

export async function gantryWithOwnDatabase(): Promise<OwnDatabase> {
  const folder = aFolder();
  const server = await startEmbeddedPostgres({ dataFolder: folder, says: () => {}, settings: { fsync: "off" } });
  const gate = await databaseGate(server.ownerUrl);
  const env = { DATABASE_URL: gate.url, GANTRY_SECRET: "a secret for a soak only" };
  const gantry = await startWholeGantry({ env });
  // Not through the gate.
  const owner = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  return {
    ...{ gantry, gate, owner, api: await signIn(gantry.url) },
    close: async () => {
      await gate.open();
      await gantry.close();
      await owner.end({ timeout: 2 });
      // What still stands in the gate goes before the server, and the gate with this program.
      await gate.refuse();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `refused`: nobody listens. `silent`: connections stay open and nothing comes. `full`: PostgreSQL refuses new seconds as it does on a
 *  full disk, and answers otherwise. */
export const troubles = ["refused", "silent", "full"] as const;
export type Trouble = (typeof troubles)[number];

export type Away = { trouble: Trouble; seconds: number; runSeconds: number };
export type WasAway = Away & { stored: number; missing: number; sentence: string; violations: string[] };

/** Beyond this the runner stops sending (60 s), and with a second for the looks around it. */
const patienceSeconds = 60;
const endedWithinMs = 45_000;

/** A run of `runSeconds`, without its database for `seconds` from its third second on. */
export async function awayOnce(place: OwnDatabase, { trouble, seconds, runSeconds }: Away): Promise<WasAway> {
  const { gantry, api } = place;
  const printed = gantry.output().length;
  const number = await api.startRun(`database ${trouble} for ${seconds} s`, runSeconds);
  const says = () => `run ${number} stores no seconds`;
  await until(async () => (await api.secondsOf(number)).length >= 3, { limitMs: 30_000, says });
  const before = await api.secondsOf(number);
  const lift = await begin(place, trouble);
  const awayAtMs = Date.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  await lift();
  const run = await ended(api, number, runSeconds * 1000 + endedWithinMs);
  const after = await api.secondsOf(number);
  const stopsAtMs = awayAtMs + patienceSeconds * 1000;
  const gaps = missingOf(
    seconds < patienceSeconds ? runSeconds : wholeSeconds(run.startedAt, stopsAtMs, runSeconds),
    after,
  );
  const lost = lostOrChanged(before, after);
  const said = gantry.output().slice(printed);
  const violations = [
    ...(gaps.length === 0 ? [] : [`missing: seconds ${gaps.join(", ")}`]),
    ...(lost.length === 0 ? [] : [`stored and then lost or changed: seconds ${lost.join(", ")}`]),
    ...(run.summary.seconds === after.length ? [] : [`judged over ${run.summary.seconds} of ${after.length} seconds`]),
    ...(endsAs(trouble, seconds).test(`${run.outcome}: ${run.endedSentence}`)
      ? []
      : [`${run.outcome}: ${run.endedSentence}`]),
    ...(saysWhy[trouble].test(said) ? [] : ["the log does not say why nothing was stored"]),
  ];
  const sentence = run.endedSentence ?? "";
  return { trouble, seconds, runSeconds, stored: after.length, missing: gaps.length, sentence, violations };
}

async function begin({ gate, owner }: OwnDatabase, trouble: Trouble): Promise<() => Promise<void>> {
  if (trouble === "refused") await gate.refuse();
  if (trouble === "silent") gate.silence();
  if (trouble !== "full") return gate.open;
  await owner.unsafe(`
    create or replace function disk_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
    create trigger disk_is_full before insert on run_seconds for each row execute function disk_full()`);
  return async () => {
    await owner.unsafe("drop trigger disk_is_full on run_seconds");
  };
}

function endsAs(trouble: Trouble, seconds: number): RegExp {
  if (seconds < patienceSeconds) return /^completed: Ran to its planned end\.$/;
  const was = trouble === "full" ? "The database's disk was full" : "The database was away";
  return new RegExp(`^interrupted: ${was} for more than 60 s: the runner stopped sending\\.$`);
}

const saysWhy: Record<Trouble, RegExp> = {
  refused: /^runner +\| .* cannot be stored just now: the database does not answer\./m,
  silent: /^/,
  full: /^runner +\| .* cannot be stored just now: the database's disk is full\./m,
};

async function ended(api: Api, number: number, limitMs: number) {
  let run = await api.runOf(number);
  const says = () => `run ${number} did not end: it is ${run.state}`;
  await until(
    async () => {
      run = await api.runOf(number);
      return run.state === "ended";
    },
    { limitMs, says },
  );
  return run;
}
