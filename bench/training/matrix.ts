import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { v7 as uuidv7 } from "uuid";
import { GET } from "#app/api/v1/pilots/[pilot]/training/coverage/route.ts";
import {
  moduleVersions,
  operators,
  roleRequirements,
  sessionOperators,
  trainingActs,
  trainingModules,
  trainingSessions,
} from "#drizzle/schema/training.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";
import type { Operator } from "#lib/training/core/module.ts";
import { say, shown, signature, type TestSession } from "#lib/training/testing/a-sign-off.ts";
import { aModule, aTraining } from "#lib/training/testing/a-training.ts";

/** The coverage matrix of 1,000 operators and 20 modules, asked for over HTTP on loopback, through the guard, the answer read to its end. One in
 *  twelve cells is not signed; behind the others stand attendance, three outcomes and both signatures with all that was shown. The peer is
 *  one plain question each for the same rows in the same run. `node --import tsx bench/training/matrix.ts` */

const [people, modules, inSession] = [1_000, 20, 12];
const rounds = 15;
const database = await testDatabase();
const { ctx } = database;
const { db } = ctx;
useWebConnection(database.connection);
process.env["GANTRY_URL"] = "https://gantry.plant.example";
const person = await aPerson(db);
const others = await Promise.all(Array.from({ length: 4 }, () => aTraining(ctx)));
const training = await aTraining(ctx, "M01");
const { pilotId } = training;
const known = [{ moduleId: training.moduleId, version: training.version, code: "M01" }];
for (let n = 2; n <= modules; n++) {
  const code = `M${String(n).padStart(2, "0")}`;
  known.push({ code, ...(await aModule(ctx, pilotId, { code, validForDays: n % 3 === 0 ? 365 : null })) });
}
const crew: Operator[] = Array.from({ length: people }, (_, n) => ({
  ...{ id: uuidv7(), badge: String(1_000 + n), name: `Wolfgang-Amadeus Großschönefeld ${n}`, roles: ["picker"] },
  ...{ shift: ["Day", "Late", "Night"][n % 3] ?? "", language: "de" as const, isChampion: n % 40 === 0 },
}));
await inBatches(crew, (rows) =>
  db.insert(operators).values(rows.map((one) => ({ ...one, roles: ["picker"], pilotId }))),
);
for (const module of known) await signAll(module);
// Gantry's own login may not; PostgreSQL does it by itself within a minute.
const owner = postgres(database.ownerUrl, { max: 1 });
await owner.unsafe("vacuum analyze");
await owner.end();

async function signAll(module: (typeof known)[number]): Promise<void> {
  const sessions = Array.from({ length: Math.ceil(people / inSession) }, (_, n) => ({ n, id: uuidv7() }));
  const at = new Date(Date.now() - 86_400_000);
  const row = { trainerId: uuidv7(), trainer: "A. Lüders", place: "Hall 2", plannedFrom: at, plannedTo: new Date() };
  const first = 1 + sessions.length * Number(module.code.slice(1));
  await db.insert(trainingSessions).values(
    sessions.map(({ n, id }) => {
      const named = { id, pilotId, number: first + n, moduleVersionId: module.version.id };
      return { ...named, ...row, openedAt: at, closedAt: n % 12 === 0 ? null : new Date() };
    }),
  );
  const acts = sessions.flatMap(({ n, id }) => {
    const session: TestSession = { id, pilotId, module: { id: module.moduleId, ...module } };
    return crew.slice(n * inSession, (n + 1) * inSession).flatMap((operator, place) => {
      const hands =
        (n + place) % 12 === 0
          ? []
          : [signature(session, operator, "operator"), signature(session, operator, "trainer")];
      return [...shown(session), ...hands].map((act) => ({
        ...{ id: uuidv7(), pilotId, sessionId: id, operatorId: operator.id, act, byId: "t", by: "test", at },
      }));
    });
  });
  const booked = acts.map(({ sessionId, operatorId }) => ({ sessionId, operatorId, bookedAt: at, bookedBy: "test" }));
  const once = [...new Map(booked.map((one) => [one.operatorId, one])).values()];
  await inBatches(once, (rows) => db.insert(sessionOperators).values(rows));
  await inBatches(acts, (rows) => db.insert(trainingActs).values(rows));
}

async function inBatches<Row>(rows: readonly Row[], write: (rows: Row[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000) await write(rows.slice(from, from + 1_000));
}

const server = createServer(async (request, answer) => {
  const pilot = request.url?.split("/")[4] ?? "";
  const asked = new Request(`http://127.0.0.1${request.url}`, { headers: { cookie: person.cookie } });
  const made = await GET(asked, { params: Promise.resolve({ pilot }) });
  answer.writeHead(made.status, { "content-type": "application/json" });
  answer.end(Buffer.from(await made.arrayBuffer()));
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const { port } = server.address() as AddressInfo;

async function ask(pilot: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/pilots/${pilot}/training/coverage?at=now`);
  const body = await answer.text();
  if (!answer.ok) throw new Error(body);
  return JSON.parse(body).rows.length;
}

const session: TestSession = {
  ...{ id: (await db.select({ id: trainingSessions.id }).from(trainingSessions).limit(1))[0]?.id ?? "", pilotId },
  module: { id: training.moduleId, code: "M01", version: training.version },
};
const [operator] = crew;
/** Something is said in one session, as while people sign. */
const anEvent = () => operator && say(ctx, session, { operator, acts: [{ do: "noted", text: "seen" }] });
/** Others are asked for until nothing of this pilot is remembered. */
const forgotten = async () => {
  await anEvent();
  for (const { pilot } of others) await ask(pilot);
};
const plain = () =>
  Promise.all([
    ...[operators, trainingModules, moduleVersions, roleRequirements].map((table) => db.select().from(table)),
    ...[trainingSessions, sessionOperators, trainingActs].map((table) => db.select().from(table)),
  ]);

const at = (values: number[], part: number) => values.sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

async function timed(
  name: string,
  { before, work, times = rounds }: { before?(): unknown; work(): unknown; times?: number },
) {
  const spans: number[] = [];
  for (let n = 0; n < times; n++) {
    await before?.();
    const from = performance.now();
    await work();
    spans.push(performance.now() - from);
  }
  console.log(`${name}: median ${at(spans, 0.5).toFixed(0)} ms, p95 ${at(spans, 0.95).toFixed(0)} ms`);
}

const matrix = () => ask(training.pilot);
console.log(`${await matrix()} operators, ${modules} modules`);
await timed("the same rows, plainly read (peer)", { work: plain, times: 5 });
await timed("the matrix, nothing remembered", { before: forgotten, work: matrix });
await timed("the matrix, after one entry in one session", { before: anEvent, work: matrix });
await timed("the matrix, nothing changed", { work: matrix });
server.close();
await database.close();
