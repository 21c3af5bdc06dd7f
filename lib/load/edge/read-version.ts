import { Agent, request } from "undici";
import { whyOf } from "../../checklist/edge/probe-reach.ts";
import { pinnedTo } from "../../pilots/edge/read-metrics.ts";
import { parseJsonPath, valueAt } from "../core/json-path.ts";
import type { VersionSource } from "../core/scenario.ts";
import { versionText } from "../core/target-version.ts";

/** What an address told, or why it told nothing, in words that follow a colon and name no address. */
export type VersionRead = { ok: true; version: string } | { ok: false; why: string };

type Asked = { baseUrl: string; address: string; source: VersionSource };

const patienceMs = 2_000;
/** A page that tells a version is short. */
const mostBytes = 256 * 1024;

/** Asks one pinned address of the target once, on a connection of its own: one that is kept would stay with the old version behind a balancer.
 *  Redirects are not followed. Never throws; over after 2 s or when `leaving` fires. */
export async function readVersion({ baseUrl, address, source }: Asked, leaving: AbortSignal): Promise<VersionRead> {
  const patience = AbortSignal.timeout(patienceMs);
  const agent = new Agent({ connect: pinnedTo(baseUrl, [address]), pipelining: 0, allowH2: false });
  try {
    return await ask(urlOf(baseUrl, source.path), {
      agent,
      signal: AbortSignal.any([patience, leaving]),
      at: source.at,
    });
  } catch (error) {
    if (patience.aborted) return { ok: false, why: `it did not answer within ${patienceMs / 1000} s` };
    return { ok: false, why: whyOf(error) };
  } finally {
    await agent.destroy().catch(() => {});
  }
}

/** The path is put behind the address as it stands: it leads nowhere else, whatever it begins with. */
function urlOf(baseUrl: string, path: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return `${origin}${pathname.replace(/\/+$/, "")}${path}`;
}

type Asking = { agent: Agent; signal: AbortSignal; at: VersionSource["at"] };

async function ask(url: string, { agent, signal, at }: Asking): Promise<VersionRead> {
  const headers = { "user-agent": "Gantry", accept: "application/json, */*;q=0.5" };
  const { statusCode, headers: answered, body } = await request(url, { dispatcher: agent, signal, headers });
  if (statusCode < 200 || statusCode > 299) return { ok: false, why: `it answers with status ${statusCode}` };
  if (at.kind === "json") return versionAt(await readCapped(body), at.path);
  const version = versionText([answered[at.name.toLowerCase()]].flat()[0]);
  return version === null ? { ok: false, why: `its answer has no header ${at.name}` } : { ok: true, version };
}

/** Null: longer than anybody looks at. */
async function readCapped(body: AsyncIterable<Buffer>): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) return null;
  }
  return Buffer.concat(parts).toString("utf8");
}

function versionAt(body: string | null, path: string): VersionRead {
  if (body === null) return { ok: false, why: `its answer is longer than ${mostBytes / 1024} KiB` };
  const version = versionText(valueAt(parsed(body), parseJsonPath(path) ?? []));
  return version === null ? { ok: false, why: `its answer has no version at ${path}` } : { ok: true, version };
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
