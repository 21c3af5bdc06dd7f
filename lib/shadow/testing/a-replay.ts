import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { insertSystem } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { correctEndpoint } from "../correct-endpoint.ts";
import type { ReplayAsked } from "../replay-log.ts";
import { found } from "./a-shadow-pilot.ts";

/** A recorded log of lots, and systems to send it to. */

export type Heard = {
  method: string;
  target: string;
  body: string;
  authorization: string | undefined;
  underWay: number;
};

function answerLot(
  response: ServerResponse,
  id: number,
  { weight, more }: { weight: number | undefined; more: number },
) {
  const answer = weight === undefined ? { detail: "none" } : { id, weight_kg: weight + more };
  response.writeHead(weight === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
}

/** A store of lots that numbers them from `first` on; a lot's weight is a kilogram more where `more`. */
export async function aStore(t: TestContext, { first, more = 0 }: { first: number; more?: number }) {
  const heard: Heard[] = [];
  const lots = new Map<number, number>();
  let [underWay, next] = [0, first];
  const server: Server = createServer((request, response) => {
    underWay++;
    let body = "";
    request.setEncoding("utf8").on("data", (part) => {
      body += part;
    });
    request.on("end", () =>
      setImmediate(() => {
        const { method = "", url: target = "", headers } = request;
        heard.push({ method, target, body, authorization: headers.authorization, underWay });
        underWay--;
        const id = method === "POST" ? next++ : Number(target.split("/")[2]);
        if (method === "POST") lots.set(id, Number(JSON.parse(body).weight_kg));
        answerLot(response, id, { weight: lots.get(id), more });
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

export const began = Date.parse("2026-11-25T10:00:00Z");
const json = { "content-type": "application/json" };

/** So many lots, each made and then read, a second apart: as a legacy system that counts from 17 on answered. */
export function lines(lots: number): unknown[] {
  return Array.from({ length: lots }, (_, nth) => {
    const [id, weight] = [17 + nth, 10 + nth];
    const answer = { status: 200, headers: json, body: JSON.stringify({ id, weight_kg: weight }), latencyMs: 4 };
    const at = (ms: number) => new Date(began + nth * 2_000 + ms).toISOString();
    const body = JSON.stringify({ weight_kg: weight });
    return [
      { at: at(0), method: "POST", target: "/lots", headers: { ...json, authorization: "Bearer old" }, body, answer },
      { at: at(1_000), method: "GET", target: `/lots/${id}`, headers: {}, answer },
    ];
  }).flat();
}

export const ndjson = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).join("\n");

type Site = { pilot: string; systemId: string };

export async function aSite(ctx: Ctx, place: Site & { pilotId: string }, legacyUrl?: string): Promise<Site> {
  const { pilot, pilotId, systemId } = place;
  if (legacyUrl !== undefined)
    await insertSystem(ctx.db, {
      ...{ id: uuidv7(), pilotId, name: "old one", baseUrl: legacyUrl, environment: "test", role: "legacy" },
      ...{ reason: "for a test", createdBy: "test", createdAt: new Date() },
    });
  const why = "ids of lots";
  const lot = { type: "lot", path: "$.id" };
  found(await correctEndpoint(ctx, { pilot, method: "POST", template: "/lots", makes: [lot], uses: [], why }));
  const uses = [{ type: "lot", place: "{id}" }];
  found(await correctEndpoint(ctx, { pilot, method: "GET", template: "/lots/{id}", makes: [], uses, why }));
  return { pilot, systemId };
}

export function asked(pilot: string, file: string, changes: Partial<ReplayAsked> = {}): ReplayAsked {
  return {
    ...{ pilot, file, from: 1, candidate: null, legacy: null, credentials: { candidate: [], legacy: [] } },
    ...{ pace: null, atOnce: 8, writes: "all" },
    ...changes,
  };
}
