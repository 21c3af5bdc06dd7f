import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { differenceMs, differing } from "./differences.ts";
import { effectOf, hits } from "./faults.ts";
import { Floor, type FloorReply } from "./floor.ts";
import { delayMs, type RouteName } from "./latency.ts";
import { Metrics } from "./metrics.ts";
import { Switches } from "./switches.ts";
import { type Reply, refusal, Warehouse } from "./warehouse.ts";

/** One system of the plant as an HTTP server: its API, and `/faults` to switch what goes wrong. */

export type PlantSystem = { name: "legacy" | "new"; server: Server };

const largestBody = 64 * 1024;
/** Answering a larger body politely means reading it to its end; beyond this the connection is cut. */
const largestDrain = 32 * 1024 * 1024;

export function plantSystem(name: "legacy" | "new", random: () => number = Math.random): PlantSystem {
  const state: State = {
    name,
    random,
    warehouse: new Warehouse(name === "legacy" ? 1 : 900_001),
    floor: new Floor(),
    metrics: new Metrics(),
    switches: new Switches(name),
    connections: 0,
  };
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    readBody(request)
      .then((body) => answer(state, { request, response, body }))
      .catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    state.connections += 1;
    socket.once("close", () => {
      state.connections -= 1;
    });
  });
  return { name, server };
}

type State = {
  name: "legacy" | "new";
  random(): number;
  warehouse: Warehouse;
  floor: Floor;
  metrics: Metrics;
  switches: Switches;
  connections: number;
};

type Asked = { request: IncomingMessage; response: ServerResponse; body: string | null };

/** The body as text; null when it is larger than the plant takes. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
    if (length > largestDrain) throw new Error("too much");
  }
  return length > largestBody ? null : Buffer.concat(chunks).toString("utf8");
}

function answer(state: State, asked: Asked): void {
  const path = (asked.request.url ?? "/").split("?")[0] ?? "/";
  if (path === "/faults" || path.startsWith("/faults/")) {
    send(asked.response, switchFaults(state, path.slice("/faults/".length), asked));
    return;
  }
  const route = routeOf(path);
  const beganAt = performance.now();
  const { effect, moreMs } = effectNow(state, route);
  setTimeout(() => {
    if (effect.instead === "reset") {
      asked.request.socket.resetAndDestroy();
      return;
    }
    const reply =
      effect.instead === "error" ? refusal(503, "the plant has a fault switched on") : replyTo(state, path, asked);
    const shown = disturbed(differing(state.switches.faults, route, reply), effect.instead);
    state.metrics.count(route, shown.status, (performance.now() - beganAt) / 1000);
    send(asked.response, shown);
  }, effect.delayMs + moreMs);
}

function effectNow({ name, switches, random }: State, route: RouteName) {
  const { faults, leak } = switches;
  if (hits(faults.leak, { route })) leak.hold(faults.leak?.kibPerRequest ?? 0);
  const effect = effectOf(faults, {
    route,
    delayMs: delayMs(name, route, random),
    leakedMiB: leak.bytes / (1024 * 1024),
    sinceMs: (fault) => switches.sinceMs(fault),
    lineMs: (perSecond) => switches.line.waitMs(perSecond, performance.now()),
    random,
  });
  return { effect, moreMs: differenceMs(faults, route) };
}

function disturbed(reply: Reply, instead: string | null): Reply {
  if (reply.status >= 400) return reply;
  if (instead === "wrong status") return { ...reply, status: reply.status === 200 ? 202 : 200 };
  if (instead === "wrong body") return { ...reply, body: { message: "ok" } };
  return reply;
}

function routeOf(path: string): RouteName {
  if (path === "/api/login") return "login";
  if (path === "/api/v1/lots") return "lots";
  if (path === "/api/v1/qc-decisions") return "qc-decisions";
  if (path.startsWith("/api/v1/traceability/")) return "traceability";
  if (/^\/(?:login|scan|dashboard|api\/(?:bags|bills|statistics|work-orders))(?:\/|$)/.test(path)) return "floor";
  if (path === "/health") return "health";
  return path === "/metrics" ? "metrics" : "other";
}

const methodOf: Record<RouteName, string | null> = {
  login: "POST",
  lots: "POST",
  "qc-decisions": "POST",
  traceability: "GET",
  // Each of its paths takes methods of its own.
  floor: null,
  health: "GET",
  metrics: "GET",
  other: null,
};

function replyTo(state: State, path: string, asked: Asked): FloorReply {
  const { warehouse, metrics } = state;
  const { request, body } = asked;
  const route = routeOf(path);
  if (route === "floor") return onFloor(state.floor, path, asked);
  if (path === "/" && request.method === "GET") return { status: 200, body: frontPage };
  const method = methodOf[route];
  if (method === null) return refusal(404, `there is nothing at ${path}`);
  if (request.method !== method) return refusal(405, `${path} takes ${method}`);
  if (route === "health") return { status: 200, body: healthOf(state) };
  if (route === "metrics") return { status: 200, body: metrics.text(figuresOf(state)) };
  if (path.startsWith("/api/v1/") && !warehouse.knows(request.headers.authorization))
    return refusal(401, "a bearer token is needed; POST /api/login gives one");
  if (route === "traceability") return warehouse.trace(decodeCode(path));
  return withJson(body, (parsed) => {
    if (route === "login") return warehouse.logIn(parsed);
    return route === "lots" ? warehouse.registerLot(parsed) : warehouse.decide(parsed);
  });
}

/** Both systems tell the same version, so that it is no difference between them. */
function healthOf({ switches }: State) {
  const version = switches.faults.newVersion === undefined ? "2026.11" : "2026.12";
  return { status: "healthy", database: "connected", version };
}

/** What a browser finds first. */
const frontPage = "Gantry's practice plant: lots at /api/v1/lots, the floor behind POST /login, its health at /health.";

function figuresOf({ warehouse, switches, connections }: State) {
  return { lots: warehouse.lotCount, leakedBytes: switches.leak.bytes, connections };
}

function onFloor(floor: Floor, path: string, { request, body }: Asked): FloorReply {
  if (body === null) return refusal(413, `a body of at most ${largestBody / 1024} KiB is taken`);
  const { headers, method = "GET" } = request;
  const query = new URLSearchParams((request.url ?? "").split("?")[1] ?? "");
  const given = { method, path, query, cookie: headers.cookie, contentType: headers["content-type"], body };
  return floor.answer(given) ?? refusal(404, `there is nothing at ${path}`);
}

function decodeCode(path: string): string {
  try {
    return decodeURIComponent(path.slice("/api/v1/traceability/".length));
  } catch {
    return "";
  }
}

function withJson(body: string | null, use: (parsed: Record<string, unknown>) => Reply): Reply {
  if (body === null) return refusal(413, `a body of at most ${largestBody / 1024} KiB is taken`);
  const parsed = parsedJson(body);
  if (parsed === undefined) return refusal(400, "the body is not JSON");
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    return refusal(422, "a JSON object is expected");
  return use({ ...parsed });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `/faults`: all of them at once. `/faults/state`: with since when and by whom. `/faults/{name}`: one of them. */
function switchFaults({ switches }: State, name: string, { request, body }: Asked): Reply {
  const { method, headers } = request;
  if (name === "state")
    return method === "GET" ? { status: 200, body: switches.state() } : refusal(405, "/faults/state takes GET");
  if (name === "") {
    if (method === "GET") return { status: 200, body: switches.faults };
    if (method === "DELETE") return switches.replace({});
    return method === "PUT"
      ? withJson(body, (parsed) => switches.replace(parsed))
      : refusal(405, "/faults takes GET, PUT and DELETE");
  }
  if (method === "DELETE") return switches.switchOff(name);
  if (method !== "PUT") return refusal(405, "/faults/{name} takes PUT and DELETE");
  return withJson(body, (parsed) => switches.switchOn(name, parsed, decoded(String(headers["x-switched-by"] ?? ""))));
}

/** A person's name: a header carries no letter beyond Latin-1 as it is. */
function decoded(name: string): string | null {
  try {
    return decodeURIComponent(name).slice(0, 200) || null;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: FloorReply): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; version=0.0.4; charset=utf-8" : "application/json";
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text), ...headers }).end(text);
}
