import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import { seedPractice } from "#lib/pilots/seed-practice.ts";
import { findPilot, listSystems } from "#lib/pilots/store.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { plantSystem } from "#sandbox/server.ts";
import { figureText, targetSummary } from "../core/target-figures.ts";
import { startEngine } from "../edge/engine.ts";
import { resolveTarget } from "../edge/resolve-target.ts";
import { readTargetFigures } from "../read-target-figures.ts";
import { aQueuedRun, read } from "../testing/a-run.ts";
import { runRunner } from "./run-runner.ts";

let database: TestDatabase;
const plant = plantSystem("new");
before(async () => {
  database = await testDatabase();
  await new Promise<void>((resolve) => plant.server.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  plant.server.close();
  plant.server.closeAllConnections();
  await database.close();
});

test("a first practice run of 12 s: the plant's CPU, memory and connections, read while the load goes on", async (t) => {
  const { ctx, connection, appUrl } = database;
  const newUrl = `http://127.0.0.1:${(plant.server.address() as AddressInfo).port}`;
  await seedPractice(ctx, { legacyUrl: "http://127.0.0.1:9", newUrl });
  const pilot = await findPilot(ctx.db, "practice");
  const system = (await listSystems(ctx.db, pilot?.id ?? "")).find(({ name }) => name === "practice-new");
  assert.ok(pilot && system);
  const place = { pilot: pilot.slug, pilotId: pilot.id, systemId: system.id, systemName: system.name };
  const run = await aQueuedRun(ctx, place, {
    scenarioText: "name: health\nmix:\n  - get: /health\n",
    profile: { model: "open", stages: [{ from: 40, to: 40, seconds: 12 }], maxUsers: 20, startLimitMs: 2_000 },
  });
  const runner = runRunner({
    ...{ connection, startEngine },
    resolve: (url) => resolveTarget(url, { webPort: 1, databaseUrl: appUrl }),
    secretsFor: () => ({}),
  });
  t.after(() => runner.stop());
  await waitFor("its beginning", async () => (await read(ctx, run.id)).startedAt !== null);
  await waitFor("its end", async () => (await read(ctx, run.id)).state === "ended");
  const found = await readTargetFigures(ctx, { pilot: pilot.slug, number: run.number, from: 0 });
  assert.ok(found.ok);
  const { figures, sources } = found;
  assert.deepEqual(
    figures.map(({ label }) => label),
    ["CPU", "Memory", "Connections"],
  );
  for (const figure of figures) {
    assert.ok(figure.readings >= 1, `${figure.label} was read ${figure.readings} times`);
    assert.ok((figure.max ?? 0) > 0, figure.label);
  }
  const [cpu, memory, connections] = figures;
  assert.match(figureText(memory?.max ?? 0, { unit: "bytes", way: "value" }), /^\d+ MiB$|^[\d.]+ GiB$/);
  assert.ok((cpu?.max ?? 9) < 4, "in cores");
  // The load's own, and the one that reads the figures.
  assert.ok((connections?.max ?? 0) >= 2);
  assert.equal(sources[0]?.address, `${newUrl}/metrics`);
  assert.equal(targetSummary(found).length, 3);
});
