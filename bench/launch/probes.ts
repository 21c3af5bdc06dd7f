import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { request } from "undici";
import { v7 as uuidv7 } from "uuid";
import { checklistItems, checklists, probeResults } from "#drizzle/schema/checklist.ts";
import { runProbe } from "#lib/checklist/edge/run-probe.ts";
import { watchProbes } from "#lib/checklist/watch-probes.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { testDatabase } from "#lib/platform/testing/database.ts";

/** A hundred HTTP probes every ten seconds in one keeper: how much of a core they take, against the same requests made by undici alone with
 *  one plain insert each. `node --import tsx bench/launch/probes.ts [seconds]` */

const seconds = Number(process.argv[2] ?? 60);
const probes = 100;
const everySeconds = 10;
const target = spawn(process.execPath, [
  "-e",
  `require("node:http").createServer((_, r) => r.end('{"database":"connected"}')).listen(0, "127.0.0.1", function () { console.log(this.address().port) })`,
]);
const [line] = (await once(createInterface({ input: target.stdout }), "line")) as [string];
const baseUrl = `http://127.0.0.1:${line}`;
const database = await testDatabase();
const { ctx } = database;
const { pilotId, systemId } = await aPlace(ctx, { baseUrl });
const list = uuidv7();
await ctx.db.insert(checklists).values({ id: list, pilotId, name: "probes", pausePoint: "pre-launch", position: 1 });
const items = Array.from({ length: probes }, (_, index) => ({
  ...{ id: uuidv7(), pilotId, checklistId: list, position: index, station: "Checklist", title: `probe ${index}` },
  ...{ asks: "connected", isKiller: true, needsVerification: false, validForSeconds: 60 },
  rule: {
    kind: "probe" as const,
    probe: {
      ...{
        kind: "http" as const,
        system: systemId,
        path: "/health",
        method: "GET" as const,
        status: 200,
        header: null,
      },
      ...{ json: { path: "$.database", is: { op: "equals" as const, value: "connected" } }, tlsDays: null },
    },
    ...{ everySeconds, timeoutSeconds: 5 },
  },
}));
await ctx.db.insert(checklistItems).values(items);

const own = { webPort: 1, databaseUrl: "postgres://127.0.0.1:1/none" };
const resources = { databases: {}, redis: {}, files: {}, commands: {} };

/** CPU seconds and ended probes or requests of a stretch. */
async function measured(work: () => Promise<number>): Promise<{ cpuSeconds: number; n: number; seconds: number }> {
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  const n = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuSeconds: (user + system) / 1e6, n, seconds: (performance.now() - started) / 1000 };
}

async function keeper(): Promise<number> {
  let ran = 0;
  const watch = watchProbes(ctx.db, {
    run: async ({ rule }, systems) => {
      ran++;
      const { probe, timeoutSeconds } = rule;
      if (probe === null) throw new Error("every probe is set up");
      return runProbe(probe, { own, look: async () => [], systems, resources, timeoutMs: timeoutSeconds * 1000 });
    },
  });
  const timer = setInterval(() => watch.tick(), 1_000);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  clearInterval(timer);
  await watch.stop();
  return ran;
}

async function plain(): Promise<number> {
  let ran = 0;
  const ask = async (itemId: string) => {
    ran++;
    const { statusCode, body } = await request(`${baseUrl}/health`);
    const raw = await body.text();
    const outcome = statusCode === 200 ? ("good" as const) : ("failed" as const);
    await ctx.db
      .insert(probeResults)
      .values({ itemId, ruleVersion: 1, outcome, says: "status 200", raw, latencyMs: 1, at: new Date() });
  };
  const timers = items.map(({ id }, index) =>
    setTimeout(
      () => {
        void ask(id);
        timers[index] = setInterval(() => void ask(id), everySeconds * 1000);
      },
      (index * everySeconds * 1000) / probes,
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  for (const timer of timers) clearInterval(timer);
  return ran;
}

// Code that is still cold costs once.
await measured(() => new Promise<number>((resolve) => setTimeout(() => resolve(0), 100)));
const own1 = await measured(keeper);
const peer = await measured(plain);
const say = (name: string, { cpuSeconds, n, seconds: span }: typeof peer) =>
  console.log(
    `${name}: ${n} in ${span.toFixed(0)} s, ${((cpuSeconds / span) * 100).toFixed(2)} % of a core, ${((cpuSeconds / n) * 1000).toFixed(2)} ms each`,
  );
say("keeper", own1);
say("undici and one insert", peer);
console.log(`ratio of CPU a probe: ${(own1.cpuSeconds / own1.n / (peer.cpuSeconds / peer.n)).toFixed(2)}`);
target.kill();
await database.close();
