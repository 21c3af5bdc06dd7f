import { setTimeout as wait } from "node:timers/promises";
import { findPilot } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { emptyIdMap, idEqualityOf } from "#lib/shadow/core/id-map.ts";
import { type Mirror, startMirror } from "#lib/shadow/edge/mirror/mirror.ts";
import { unpackExchange } from "#lib/shadow/edge/mirror/unpack-body.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";
import { replayBatches } from "#lib/shadow/replay-batches.ts";
import { findRuleSet } from "#lib/shadow/store.ts";
import { aPlant, type TestPlant } from "./a-plant.ts";
import { logIn, workShift } from "./a-shift.ts";

/** The practice plant with the real mirror before its legacy system, and people who work there. */

export type MirroredPlant = {
  plant: TestPlant;
  pilot: string;
  mirror: Mirror;
  /** Lots, decisions and traces as a shift makes them, until about so many requests are answered; done when all is recorded. */
  work(requests: number): Promise<void>;
  /** The mirror asks by the id rules that are in force now. */
  takeRules(): Promise<void>;
  close(): Promise<void>;
};

const writes = ["POST /api/login", "POST /api/v1/lots", "POST /api/v1/qc-decisions"];

export async function aMirroredPlant(ctx: Ctx): Promise<MirroredPlant> {
  const plant = await aPlant(ctx);
  const pilotId = (await findPilot(ctx.db, "practice"))?.id ?? "";
  const ids = emptyIdMap();
  const source = { kind: "simulated" as const, name: "practice mirror" };
  const batches = replayBatches(ctx, { pilotId, source, ids: idEqualityOf(ids) });
  const failures: unknown[] = [];
  const token = await logIn(new URL(plant.newUrl).port, 1);
  const configNow = async () =>
    MirrorConfig.parse({
      ...{ pilot: "practice", practice: true, listen: { port: 0 }, legacy: plant.legacyUrl, writes },
      candidate: { url: plant.newUrl, headers: [{ header: "authorization", value: `Bearer ${token}` }] },
      endpoints: (await findRuleSet(ctx.db, pilotId)).set.endpoints,
    });
  const mirror = await startMirror({
    config: await configNow(),
    ids,
    record: (exchange) => void batches.add(unpackExchange(exchange)).catch((error: unknown) => failures.push(error)),
  });
  const port = String(mirror.address().port);
  return {
    ...{ plant, pilot: "practice", mirror },
    work: async (requests) => {
      const before = recorded(mirror);
      const total = await workShift({ port, requests });
      while (recorded(mirror) < before + total) await wait(20);
      await batches.end();
      if (failures.length > 0) throw failures[0];
    },
    takeRules: async () => mirror.apply(await configNow()),
    close: async () => {
      await mirror.drain(0);
      await plant.leave();
    },
  };
}

/** Exchanges of which the mirror knows what came of them. */
function recorded(mirror: Mirror): number {
  const { comparable, notCompared } = mirror.figures();
  return comparable + Object.values(notCompared).reduce((sum, n) => sum + n, 0);
}
