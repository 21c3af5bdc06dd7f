import { setPriority } from "node:os";
import path from "node:path";
import { findPilot } from "#lib/pilots/store.ts";
import { readConfig } from "#lib/platform/config.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { secretOf } from "#lib/platform/kept-secret.ts";
import { logFault } from "#lib/platform/log.ts";
import { processLogin } from "#lib/platform/open-database.ts";
import { takeWritten } from "#lib/rollout/take-written.ts";
import type { Exchange } from "#lib/shadow/core/exchange.ts";
import type { IdEquality } from "#lib/shadow/core/id-equality.ts";
import { deliverApart, isDataRefusal } from "#lib/shadow/edge/mirror/deliver-apart.ts";
import { idsFileOf } from "#lib/shadow/edge/mirror/kept-ids.ts";
import { LearntIds } from "#lib/shadow/edge/mirror/learnt-ids.ts";
import { startRecorder } from "#lib/shadow/edge/mirror/recorder.ts";
import { Spool } from "#lib/shadow/edge/mirror/spool.ts";
import { recordExchanges } from "#lib/shadow/record-exchanges.ts";

// The mirror's recorder: reads exchanges from its standard input, says its figures on its standard output. Started by the mirror with its
// folder, the pilot, the source's name and its kind. It ends when its input does.

/** The mirror holds exchanges in memory until these say that they are put away. */
const figuresEveryMs = 250;
const [folder = "", pilot = "", name = "", kind = "mirrored"] = process.argv.slice(2);
/** It stands in front of the balancer: what comes are writes that the new system took, for the list of a rollout. */
const isBalanced = kind === "balancer";

/** The mirror goes first: a client may be waiting for it, nobody is for us. */
try {
  setPriority(10);
} catch {
  // Not everywhere.
}
// Signals to the whole group are for the mirror, which ends our input.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

// The mirror starts another one.
process.on("uncaughtException", (error) => {
  logFault("the recorder ends", error);
  process.exit(1);
});

let opened: { connection: Connection; pilotId: string } | null = null;

/** Found again each time until it is there: a mirror may run long before its database does. */
async function open(): Promise<{ connection: Connection; pilotId: string }> {
  if (opened !== null) return opened;
  const connection = connect({ url: await databaseUrl(), name: "mirror", max: 2 });
  try {
    const found = await findPilot(connection.db, pilot);
    if (found === null) throw new Error(`There is no pilot ${pilot}.`);
    opened = { connection, pilotId: found.id };
    return opened;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function databaseUrl(): Promise<string> {
  const told = process.env["GANTRY_APP_DATABASE_URL"];
  if (told) return told;
  const config = readConfig(process.env);
  if (config.databaseUrl === null) throw new Error("No DATABASE_URL is set.");
  return processLogin(config.databaseUrl, secretOf(config));
}

async function record(exchanges: Exchange[], ids: IdEquality): Promise<void> {
  const { connection, pilotId } = await open();
  const ctx = systemCtx(connection.db, "mirror");
  if (isBalanced) return void (await takeWritten(ctx, { pilotId, mirror: name, exchanges }));
  const source = { kind: kind === "simulated" ? ("simulated" as const) : ("mirrored" as const), name };
  await recordExchanges(ctx, { pilotId, source, exchanges, ids });
}

const recorder = startRecorder({
  input: process.stdin,
  ids: new LearntIds(idsFileOf(folder, pilot)),
  spool: new Spool({ folder: path.join(folder, isBalanced ? "spool-written" : "spool", encodeURIComponent(pilot)) }),
  deliver: deliverApart(record, {
    isRefusal: isDataRefusal,
    onRefused: ({ id }, error) => logFault("an exchange cannot be recorded", error, { id }),
  }),
});
const say = () => process.stdout.write(`${JSON.stringify(recorder.figures())}\n`);
// The mirror may be gone: what is in our hands is put away all the same.
process.stdout.on("error", () => {});
const saying = setInterval(say, figuresEveryMs);
await recorder.ended;
clearInterval(saying);
say();
process.exit(0);
