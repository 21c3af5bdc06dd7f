import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { StartEngine } from "../edge/engine.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aPlace, aQueuedRun, read, verbsAbout } from "../testing/a-run.ts";
import { type Runner, runRunner } from "./run-runner.ts";

/** Two runners, each with connections of its own, on one database. */

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

type Driven = { by: string; url: string };

/** Drives one second of each run, and lets the other runner have its turn meanwhile. */
function oneSecond(by: string, driven: Driven[]): StartEngine {
  return ({ target, onPhase, onFrame }) => {
    driven.push({ by, url: target.baseUrl });
    onPhase("running", new Date());
    onFrame(aFrame(0));
    const done = new Promise<{ kind: "completed"; sentence: string; seconds: number }>((resolve) => {
      setImmediate(() => resolve({ kind: "completed", sentence: "Done.", seconds: 1 }));
    });
    return { done, stop() {} };
  };
}

/** Looking a target up takes both runners to the same moment before they claim: at most one of them may go on with a run. */
function meeting(): (url: string) => Promise<{ ok: true; addresses: string[] }> {
  const waiting = new Map<string, () => void>();
  return (url) =>
    new Promise((resolve) => {
      const go = () => resolve({ ok: true, addresses: ["127.0.0.1"] });
      const other = waiting.get(url);
      waiting.delete(url);
      if (other !== undefined) {
        other();
        go();
        return;
      }
      waiting.set(url, go);
      // The other one may be busy with another run.
      setTimeout(go, 50);
    });
}

test("ten runs of ten targets, two runners: each run is claimed, driven and ended once", async (t) => {
  const runs = await Promise.all(Array.from({ length: 10 }, async () => aQueuedRun(ctx, await aPlace(ctx))));
  const driven: Driven[] = [];
  const resolve = meeting();
  const started: { runner: Runner; connection: Connection }[] = [];
  t.after(async () => {
    for (const { runner, connection } of started) {
      await runner.stop();
      await connection.close();
    }
  });
  for (const by of ["one", "other"]) {
    const connection = connect({ url: database.appUrl, name: `runner ${by}`, max: 4 });
    const startEngine = oneSecond(by, driven);
    started.push({ connection, runner: runRunner({ connection, startEngine, resolve, secretsFor: () => ({}) }) });
  }
  for (const { id } of runs) await waitFor("its end", async () => (await read(ctx, id)).state === "ended");
  assert.deepEqual(driven.map(({ url }) => url).sort(), runs.map(({ baseUrl }) => baseUrl).sort());
  for (const { id } of runs) {
    const { outcome, summary } = await read(ctx, id);
    assert.deepEqual([outcome, summary?.seconds], ["completed", 1]);
    assert.deepEqual(await verbsAbout(ctx, id), ["run.queued", "run.claimed", "run.started", "run.ended"]);
  }
  assert.deepEqual([...new Set(driven.map(({ by }) => by))].sort(), ["one", "other"], "both had a share");
});
