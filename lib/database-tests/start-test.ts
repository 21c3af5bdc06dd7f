import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { TestText } from "./core/statement.ts";
import type { StartTest } from "./input/requests.ts";
import { readTestText } from "./input/test-text.ts";
import { databasesFor } from "./practice-name.ts";
import { insertTest, saveText } from "./store.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "database-test-mistakes"
  | "database-not-found"
  | "database-production";

/** Queues a test with its text and database, frozen. Production is refused: nothing unlocks it. */
export async function startTest(
  ctx: Ctx,
  { pilot: slug, text, database: name }: StartTest & { pilot: string },
): Promise<{ ok: true; id: string; number: number } | Refused<Refusals>> {
  const read = readWhole(text);
  if (!read.ok) return read;
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const database = databasesFor(found.pilot).find((one) => one.name === name);
    if (database === undefined) return refuse("database-not-found");
    const { environment } = database;
    if (environment === "production") return refuse("database-production", { says: { name } });
    const [id, at, pilotId] = [uuidv7(), ctx.now(), found.pilot.id];
    const { test } = read;
    const saved = await saveText(tx, { pilotId, name: test.name, text, by: ctx.actor.name, at });
    const asked = { database: name, environment, timeLimitMs: test.timeLimitMs };
    const by = { requestedBy: ctx.actor.name, requestedAt: at, state: "queued" as const };
    const number = await insertTest(tx, { id, pilotId, textId: saved.id, ...asked, ...by }, test.statements);
    const after = { number, name: test.name, version: saved.version, database: name, environment };
    await record(tx, ctx, { pilotId, verb: "database-test.queued", subject: { kind: "database-test", id }, after });
    return { ok: true, id, number };
  });
}

function readWhole(text: string): { ok: true; test: TestText } | Refused<"database-test-mistakes"> {
  const read = readTestText(text);
  if (read.ok) return read;
  const fields = read.mistakes.map(({ line, column, sentence }) => ({
    ...{ path: "text", message: sentence, line, column },
  }));
  return refuse("database-test-mistakes", { fields, says: { first: read.mistakes[0]?.sentence ?? "" } });
}
