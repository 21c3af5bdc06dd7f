import { seedPractice } from "#lib/pilots/seed-practice.ts";
import { type Config, readConfig } from "#lib/platform/config.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { Connection } from "#lib/platform/database.ts";
import { startSentence } from "#lib/platform/start-refused.ts";
import type { PlantPorts } from "#lib/platform/supervisor/plant-ports.ts";
import { runSupervisor } from "#lib/platform/supervisor/run.ts";
import { seedPracticeMirror } from "#lib/shadow/seed-practice-mirror.ts";
import { practicePassword } from "#sandbox/warehouse.ts";
import { firstAdmin } from "./first-admin.ts";

/** Everything together: what `npm start` becomes. */

const programs = {
  ...{ plant: "sandbox/plant.ts", mirror: "bin/practice-mirror.ts" },
  ...{ web: "bin/web.ts", runner: "bin/runner.ts", keeper: "bin/keeper.ts" },
};

process.env["GANTRY_PLANT_SECRETS"] = JSON.stringify({ OPERATOR_PASSWORD: practicePassword });
try {
  await runSupervisor(readConfig(process.env), { seed, welcome, programs });
} catch (error) {
  console.error(startSentence(error));
  process.exit(1);
}

async function seed({ db }: Connection, plant: PlantPorts | null): Promise<void> {
  if (plant === null) return;
  const address = (port: number) => `http://127.0.0.1:${port}`;
  const urls = { legacyUrl: address(plant.legacyPort), newUrl: address(plant.newPort) };
  const ctx = systemCtx(db, "set-up");
  await seedPractice(ctx, { ...urls, mirrorUrl: address(plant.mirrorPort) });
  await seedPracticeMirror(ctx);
}

async function welcome(connection: Connection, config: Config): Promise<string[]> {
  return [`Gantry is ready: ${config.url}`, ...(await firstAdmin(connection, config))];
}
