import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { plantSystem } from "#sandbox/server.ts";
import type { Verdict } from "../core/verdict.ts";
import { startEngine } from "../edge/engine.ts";
import { resolveTarget } from "../edge/resolve-target.ts";
import { targetVersions } from "../store-target-versions.ts";
import { aPlace, aQueuedRun, read, verbsAbout } from "../testing/a-run.ts";
import { runRunner } from "./run-runner.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const isChange = ({ reason }: Verdict["reasons"][number]) => reason === "target-changed";

test("real runs against the plant: a quiet one has one version, the same one across a new version cannot pass", async (t) => {
  const plant = plantSystem("new");
  await new Promise<void>((resolve) => plant.server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    plant.server.close();
    plant.server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(plant.server.address() as AddressInfo).port}`;
  const runner = runRunner({
    ...{ connection: database.connection, startEngine },
    resolve: (baseUrl) => resolveTarget(baseUrl, { webPort: 1, databaseUrl: database.appUrl }),
    secretsFor: () => ({}),
  });
  t.after(() => runner.stop());
  const median = { metric: { kind: "percentile", q: 0.5 }, scope: { kind: "all" }, limit: 60_000 } as const;
  const carried = async (meanwhile: (id: string) => Promise<unknown>) => {
    const place = await aPlace(ctx, { baseUrl: url });
    const run = await aQueuedRun(ctx, place, {
      scenarioText: "name: front page\nversion: { get: /health, json: $.version }\nmix:\n  - get: /\n",
      profile: { model: "open", stages: [{ from: 20, to: 20, seconds: 3 }], maxUsers: 20, startLimitMs: 2_000 },
      objectives: { criteria: [{ ...median, judge: "measured" }], abortWhen: null },
    });
    await waitFor("its beginning", async () => (await read(ctx, run.id)).startedAt !== null);
    await meanwhile(run.id);
    await waitFor("its end", async () => (await read(ctx, run.id)).state === "ended");
    const ended = await read(ctx, run.id);
    return { ...ended, told: (await targetVersions(ctx.db, ended)).told.map(({ version }) => version) };
  };
  const quiet = await carried(async () => {});
  assert.deepEqual([quiet.verdict?.reasons.some(isChange), quiet.told], [false, ["2026.11"]]);
  assert.equal(quiet.summary?.planned, 60, "asking is no load");

  const deployed = await carried(async (id) => {
    await waitFor("its version", async () => (await verbsAbout(ctx, id)).includes("run.version-read"));
    await fetch(`${url}/faults/newVersion`, { method: "PUT", body: "{}" });
  });
  assert.equal(deployed.verdict?.kind, "inconclusive");
  assert.deepEqual([deployed.summary?.planned, deployed.told], [60, ["2026.11", "2026.12"]]);
  const why = deployed.verdict.reasons.find(isChange);
  assert.match(why?.sentence ?? "", /^The target's version changed from 2026\.11 to 2026\.12 at 00:0\d of the run: /);
});
