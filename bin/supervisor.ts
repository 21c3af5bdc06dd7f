import { createFirstAdmin } from "#lib/access/create-first-admin.ts";
import { makeSetUpLink } from "#lib/access/make-set-up-link.ts";
import { seedPractice } from "#lib/pilots/seed-practice.ts";
import { type Config, readConfig } from "#lib/platform/config.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import type { Connection } from "#lib/platform/database.ts";
import { StartRefused } from "#lib/platform/start-refused.ts";
import type { PlantPorts } from "#lib/platform/supervisor/plant-ports.ts";
import { runSupervisor } from "#lib/platform/supervisor/run.ts";
import { practicePassword } from "#sandbox/warehouse.ts";

/** Everything together: what `npm start` becomes. */

const programs = { plant: "sandbox/plant.ts", web: "bin/web.ts", runner: "bin/runner.ts", keeper: "bin/keeper.ts" };

process.env["GANTRY_PLANT_SECRETS"] = JSON.stringify({ OPERATOR_PASSWORD: practicePassword });
try {
  await runSupervisor(readConfig(process.env), { seed, welcome, programs });
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}

async function seed({ db }: Connection, plant: PlantPorts | null): Promise<void> {
  if (plant === null) return;
  const address = (port: number) => `http://127.0.0.1:${port}`;
  const urls = { legacyUrl: address(plant.legacyPort), newUrl: address(plant.newPort) };
  await seedPractice(systemCtx(db, "set-up"), urls);
}

async function welcome({ db }: Connection, { admin, url }: Config): Promise<string[]> {
  const ctx = systemCtx(db, "set-up");
  const ready = `Gantry is ready: ${url}`;
  if (admin !== null) {
    const name = admin.email.split("@")[0] ?? admin.email;
    const made = await createFirstAdmin(ctx, { ...admin, name });
    return made.ok ? [`${admin.email} is the first admin.`, ready] : [ready];
  }
  const link = await makeSetUpLink(ctx);
  if (!link.ok) return [ready];
  return [
    ready,
    "There is no account yet. Name the first admin here; the link works once, for 30 minutes:",
    `${url}${link.path}`,
  ];
}
