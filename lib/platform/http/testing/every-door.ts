import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

/** Every door there is, and how to knock at one as Next.js would. */

const app = path.resolve(import.meta.dirname, "../../../../app");
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export type Params = Record<string, string | string[]>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
export type Door = { name: string; method: string; folder: string; handler: Handler };
/** `query`: from its `?` on. */
export type Knock = { query?: string; headers?: Record<string, string>; params: Params; body?: string };
export type Answered = { answer: Response; text: string };

/** Found by walking `app`; `name` is such as "GET api/v1/pilots/[pilot]". */
export async function everyDoor(): Promise<Door[]> {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((name) => /(^|\/)route\.tsx?$/.test(name))
    .map(async (file) => {
      const handlers = (await import(pathToFileURL(path.join(app, file)).href)) as Record<string, Handler>;
      const folder = path.dirname(file).replace(/\([^)]+\)\//g, "");
      return methods.flatMap((method) => {
        const handler = handlers[method];
        return handler === undefined ? [] : [{ name: `${method} ${folder}`, method, folder, handler }];
      });
    });
  return (await Promise.all(found)).flat();
}

/** The changing parts of a door's path: those that `known` has, else made by `other`. */
export function paramsOf({ folder }: Door, known: Readonly<Record<string, string>>, other: () => string): Params {
  const names = [...folder.matchAll(/\[(\.\.\.)?(\w+)\]/g)];
  return Object.fromEntries(names.map(([, rest, name = ""]) => [name, rest ? ["nothing"] : (known[name] ?? other())]));
}

/** The feed's stream is let go at once. */
export async function knock(door: Door, { query = "", headers = {}, params, body }: Knock): Promise<Answered> {
  const { method, folder, handler } = door;
  const all = { host: "gantry.test:3000", "content-type": "application/json", ...headers };
  const sent = method === "GET" || method === "HEAD" || body === undefined ? {} : { body };
  const address = `http://gantry.test:3000/${folder.replaceAll(/[[\]]/g, "")}${query}`;
  const request = new Request(address, { method, headers: all, ...sent });
  const answer = await handler(request, { params: Promise.resolve(params) });
  if (!/event-stream/.test(answer.headers.get("content-type") ?? "")) return { answer, text: await answer.text() };
  await answer.body?.cancel();
  return { answer, text: "" };
}

const problem = z.object({ status: z.number(), detail: z.string().regex(/^\S.{8,}[.!?]$/s), type: z.string() });

/** Null for an answer that is none of our faults and, when it refuses, says why; else what is wrong with it. */
export function wrongIn({ answer, text }: Answered): string | null {
  const { status } = answer;
  if (status >= 500) return `${status} ${text}`;
  if (status < 400) return null;
  const type = answer.headers.get("content-type") ?? "";
  if (!/^application\/problem\+json/.test(type)) return `${status} as ${type}`;
  const said = problem.safeParse(JSON.parse(text));
  return said.success && said.data.status === status ? null : `no sentence: ${text.slice(0, 300)}`;
}
