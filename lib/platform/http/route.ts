import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Display, readDisplay } from "#lib/access/read-display.ts";
import { type Kiosk, readKiosk } from "#lib/access/read-kiosk.ts";
import { readSession, type Session } from "#lib/access/read-session.ts";
import { type Ctx, makeCtx, type Role, systemCtx } from "../ctx.ts";
import type { Database } from "../database.ts";
import { logFault } from "../log.ts";
import { type Refused, refuse } from "../result.ts";
import { fieldMistakes } from "./field-mistakes.ts";
import { originAllowed } from "./origin.ts";
import { faultProblem, refusalProblem } from "./problem.ts";
import { defaultBodyBytes, readJson } from "./request-body.ts";
import { unstorable } from "./unstorable.ts";
import { webConnection } from "./web-connection.ts";

/** The one guard of every door. A route handler is made by it and by nothing else:
 *
 *      export const POST = route(
 *        { roles: ["lead", "admin"], body: StopRun, params: RunPath },
 *        async (ctx, { body, params }) => reply(202, await stopRun(ctx, { ...params, ...body })),
 *      );
 *
 *  In order: origin (state-changing methods), session, role, params (404), query (422), body (413, 415, 400, 422), handler.
 *  The handler answers a `Refused` (status and sentence from `refusals.ts`), any other object (200; `ok: true` is left out), what
 *  `reply()` made, or a `Response` of its own. What it throws is a fault: logged with the request's id, answered with 500. */
export function route<Body, Query, Params>(door: Door<Body, Query, Params>, handler: Handler<Body, Query, Params>) {
  const made = async (request: Request, context?: RouteContext): Promise<Response> => {
    const requestId = randomUUID();
    const answer = await answerTo({ request, context, requestId, door, handler }).catch((error: unknown) => {
      logFault("request broke", error, { requestId, method: request.method, path: pathOf(request) });
      return faultProblem(requestId);
    });
    answer.headers.set("x-request-id", requestId);
    return answer;
  };
  doors.set(made, door);
  return made;
}

const doors = new WeakMap<object, Schemas>();
type Schemas = { body?: z.ZodType; query?: z.ZodType; params?: z.ZodType; bodyBytes?: number };

/** What a handler made by `route()` lets in, for tests that knock at every door. */
export function schemasOf(handler: object): Schemas | undefined {
  return doors.get(handler);
}

export type Door<Body, Query, Params> = {
  /** Which roles may pass. "any person": every enabled account; "public": anybody, then `ctx.actor` is no person; "kiosk": a tablet that a
   *  trainer handed round, and nobody else; "display": a screen that was paired, and nobody else. */
  roles: readonly Role[] | "any person" | "public" | "kiosk" | "display";
  body?: z.ZodType<Body>;
  /** Of the address after `?`; each name once. */
  query?: z.ZodType<Query>;
  /** Of the path; what does not fit is answered with 404. */
  params?: z.ZodType<Params>;
  /** Default 1 MiB. */
  bodyBytes?: number;
};

type Input<Body, Query, Params> = {
  body: Body;
  query: Query;
  params: Params;
  /** Null behind a public door, a kiosk's and a display's. */
  session: Session | null;
  /** Null behind every door but a kiosk's. */
  kiosk: Kiosk | null;
  /** Null behind every door but a display's. */
  display: Display | null;
  request: Request;
};
type Handler<Body, Query, Params> = (ctx: Ctx, input: Input<Body, Query, Params>) => Promise<object>;
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** Gives a result a status other than 200, and headers. A refusal passes through as it is. */
export function reply(status: number, result: object, headers: Record<string, string> = {}): object {
  return isRefused(result) ? result : asJson(result, status, headers);
}

type Visit<Body, Query, Params> = {
  request: Request;
  context: RouteContext | undefined;
  requestId: string;
  door: Door<Body, Query, Params>;
  handler: Handler<Body, Query, Params>;
};

async function answerTo<Body, Query, Params>(visit: Visit<Body, Query, Params>): Promise<Response> {
  const { request, requestId, door, handler } = visit;
  if (!originAllowed(request.method, request.headers, process.env["GANTRY_URL"]))
    return refusalProblem(refuse("other-origin"), requestId);
  const admitted = await admit(request, door.roles, requestId);
  if (isRefused(admitted)) return refusalProblem(admitted, requestId);
  const input = await readInput(visit);
  if (isRefused(input)) return refusalProblem(input, requestId);
  const result = await handler(admitted.ctx, { ...input.parts, ...admitted.who, request });
  if (result instanceof Response) return result;
  return isRefused(result) ? refusalProblem(result, requestId) : asJson(result, 200, {});
}

type Who = { session: Session | null; kiosk: Kiosk | null; display: Display | null };
type Admitted = { ok: true; ctx: Ctx; who: Who };
const nobody: Who = { session: null, kiosk: null, display: null };

async function admit(
  request: Request,
  roles: Door<unknown, unknown, unknown>["roles"],
  requestId: string,
): Promise<Admitted | Refused> {
  const { db } = webConnection();
  if (roles === "public") return { ok: true, ctx: partCtx(db, "visitor", requestId), who: nobody };
  if (roles === "kiosk") return admitKiosk(request, requestId);
  if (roles === "display") return admitDisplay(request, requestId);
  const found = await readSession(db, request.headers.get("cookie"));
  if (!found.ok) return found;
  const { actor } = found.session;
  if (roles !== "any person" && !actor.roles.some((role) => roles.includes(role)))
    return refuse("role-needed", { says: { roles: rolesText(roles) } });
  return { ok: true, ctx: makeCtx(db, actor, requestId), who: { ...nobody, session: found.session } };
}

async function admitKiosk(request: Request, requestId: string): Promise<Admitted | Refused> {
  const { db } = webConnection();
  const found = await readKiosk(db, request.headers.get("cookie"));
  if (!found.ok) return found;
  return { ok: true, ctx: partCtx(db, "kiosk", requestId), who: { ...nobody, kiosk: found.kiosk } };
}

async function admitDisplay(request: Request, requestId: string): Promise<Admitted | Refused> {
  const { db } = webConnection();
  const found = await readDisplay(db, request.headers);
  if (!found.ok) return found;
  return { ok: true, ctx: partCtx(db, "display", requestId), who: { ...nobody, display: found.display } };
}

/** Of whoever is no person. */
function partCtx(db: Database, name: "visitor" | "kiosk" | "display", requestId: string): Ctx {
  return { ...systemCtx(db, name), requestId };
}

type Parts<Body, Query, Params> = { ok: true; parts: { body: Body; query: Query; params: Params } };

async function readInput<Body, Query, Params>({
  request,
  context,
  door,
}: Visit<Body, Query, Params>): Promise<Parts<Body, Query, Params> | Refused> {
  const params = parsed(door.params, await context?.params);
  if (!params.ok) return refuse("not-found");
  const query = parsed(door.query, Object.fromEntries(new URL(request.url).searchParams));
  if (!query.ok) return invalid(query.error);
  const body = await readBody(request, door);
  if (isRefused(body)) return body;
  return { ok: true, parts: { body: body.value, query: query.value, params: params.value } };
}

async function readBody<Body>(
  request: Request,
  door: Door<Body, unknown, unknown>,
): Promise<{ ok: true; value: Body } | Refused> {
  if (door.body === undefined) return { ok: true, value: undefined as Body };
  const json = await readJson(request, door.bodyBytes ?? defaultBodyBytes);
  if (!json.ok) return json;
  const body = parsed(door.body, json.value);
  return body.ok ? body : invalid(body.error);
}

/** Without a schema the value passes as nothing: a handler sees only what its schema let in. */
function parsed<T>(
  schema: z.ZodType<T> | undefined,
  value: unknown,
): { ok: true; value: T } | { ok: false; error: z.ZodError } {
  if (schema === undefined) return { ok: true, value: undefined as T };
  const result = schema.safeParse(value ?? {});
  const error = result.success ? unstorable(result.data) : result.error;
  return error === null ? { ok: true, value: result.data as T } : { ok: false, error };
}

/** An answer is for people: a list of everything would be larger than what was sent. */
const mostMistakes = 100;

function invalid(error: z.ZodError): Refused<"input-invalid"> {
  const fields = fieldMistakes(error);
  const mistakes = fields.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const shown = mistakes.slice(0, 3).join("; ");
  const more = mistakes.length > 3 ? ` and ${mistakes.length - 3} more` : "";
  return refuse("input-invalid", { fields: fields.slice(0, mostMistakes), says: { mistakes: `${shown}${more}` } });
}

function isRefused(result: object): result is Refused {
  return "ok" in result && result.ok === false && "refusal" in result;
}

function asJson(result: object, status: number, headers: Record<string, string>): Response {
  const body = "ok" in result && result.ok === true ? { ...result, ok: undefined } : result;
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

function rolesText(roles: readonly Role[]): string {
  return roles.map((role) => `${role === "admin" ? "an" : "a"} ${role}`).join(" or ");
}

/** Without its query, which may hold a token. */
function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
