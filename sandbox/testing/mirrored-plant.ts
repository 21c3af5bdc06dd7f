import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { findPilot } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { emptyIdMap, idEqualityOf } from "#lib/shadow/core/id-map.ts";
import { type Mirror, startMirror } from "#lib/shadow/edge/mirror/mirror.ts";
import { unpackExchange } from "#lib/shadow/edge/mirror/unpack-body.ts";
import { MirrorConfig } from "#lib/shadow/input/mirror-config.ts";
import { replayBatches } from "#lib/shadow/replay-batches.ts";
import { findRuleSet } from "#lib/shadow/store.ts";
import { practicePassword } from "../warehouse.ts";
import { aPlant, type TestPlant } from "./a-plant.ts";

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
const people = 4;

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
  let shift = 0;
  return {
    ...{ plant, pilot: "practice", mirror },
    work: async (requests) => {
      const before = recorded(mirror);
      const sent = await Promise.all(
        Array.from({ length: people }, (_, one) =>
          workOf(port, { name: `${++shift}-${one}`, requests: requests / people, one }),
        ),
      );
      const total = sent.reduce((sum, n) => sum + n, 0);
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

type Shift = { name: string; requests: number; one: number };

/** One person: registers a lot, decides on it twice, and looks at lots that were done a while ago. */
async function workOf(port: string, { name, requests, one }: Shift): Promise<number> {
  let auth = { authorization: "" };
  const post = (path: string, json: unknown) => ask(port, { method: "POST", path, headers: auth, json });
  const done: string[] = [];
  let sent = 0;
  for (let nth = 0; sent < requests; nth++) {
    if (nth % lotsALogin === 0) {
      auth = { authorization: `Bearer ${await logIn(port, (one % 10) + 1)}` };
      sent++;
    }
    const code = `LOT-${name}-${String(nth).padStart(5, "0")}`;
    const weight = { lot_type: "RAW", weight_kg: 10 + ((nth * 37) % 900) / 10 + 0.05 };
    const lot = { lot_code: code, ...weight, ...(nth % 2 === 0 ? {} : { temperature_c: 3.5 }) };
    const made = await post("/api/v1/lots", lot);
    const { id } = JSON.parse(made);
    for (const [place, decision] of (["HOLD", "PASS"] as const).entries())
      await post("/api/v1/qc-decisions", { lot_id: id, gate_id: ((nth + place) % 7) + 1, decision });
    done.push(code);
    const older = done.at(-1 - mostOpen);
    const looks = older === undefined ? 0 : 1;
    if (older !== undefined) await ask(port, { method: "GET", path: `/api/v1/traceability/${older}`, headers: auth });
    sent += 3 + looks;
  }
  return sent;
}

const lotsALogin = 20;
/** A lot is looked at when so many more were made: its decisions have long reached both systems. */
const mostOpen = 8;

async function logIn(port: string, operator: number): Promise<string> {
  const json = { email: `operator${operator}@factory.local`, password: practicePassword };
  return JSON.parse(await ask(port, { method: "POST", path: "/api/login", headers: {}, json })).access_token;
}

type Asked = { method: string; path: string; headers: Record<string, string>; json?: unknown };
const agent = new http.Agent({ keepAlive: true });

function ask(port: string, { method, path, headers, json }: Asked): Promise<string> {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const given = { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, method, path, headers: given, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
