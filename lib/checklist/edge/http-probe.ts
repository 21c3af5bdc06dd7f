import { isIP } from "node:net";
import { TLSSocket } from "node:tls";
import { Agent, buildConnector, request } from "undici";
import { parseJsonPath, valueAt } from "../../load/core/json-path.ts";
import { conditionText, meets, shownValue } from "../core/condition.ts";
import type { Probe } from "../core/item.ts";
import { judged, NotAsked, type ProbeReach, type ProbeSaw, placeOfSystem } from "./probe-reach.ts";

/** Longer answers are cut: a health answer is short. */
const mostBytes = 256 * 1024;

type HttpAnswer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** Whether the body was longer than what was read. */
  isCut: boolean;
  /** When the certificate ends, ms since 1970; null without TLS. */
  certificateEndsAt: number | null;
};

/** Asks a named system once, at one checked address; redirects are answers, never followed. Throws when no whole answer comes. */
export async function ask(reach: ProbeReach, asked: { system: string; path: string; method: "GET" | "HEAD" }) {
  const { url, address, name } = await placeOfSystem(reach, asked.system);
  const target = new URL(`${url.href.replace(/\/+$/, "")}${asked.path}`);
  if (target.origin !== url.origin) throw new NotAsked("its path leads to another address");
  const watched = { certificateEndsAt: null as number | null };
  const dispatcher = new Agent({
    connect: pinnedConnector(reach, { address, host: url.hostname, watched }),
    pipelining: 0,
  });
  try {
    const { statusCode, headers, body } = await request(target, {
      dispatcher,
      method: asked.method,
      signal: reach.signal,
      headers: { "user-agent": "Gantry probe", accept: "application/json, */*;q=0.5" },
    });
    const read = await readCapped(body);
    return { target, name, answer: { status: statusCode, headers, ...read, ...watched } satisfies HttpAnswer };
  } finally {
    await dispatcher.destroy();
  }
}

type Pin = { address: string; host: string; watched: { certificateEndsAt: number | null } };

/** Connects to the checked address and to no other; the certificate must be the host's. */
function pinnedConnector({ timeoutMs, ca }: ProbeReach, { address, host, watched }: Pin): buildConnector.connector {
  const bare = host.replace(/^\[|\]$/g, "");
  const connect = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    ...(ca === undefined ? {} : { ca }),
    ...(isIP(bare) === 0 ? { servername: bare } : {}),
    lookup: (_name, options, callback) => {
      const family = isIP(address);
      // With `all` a list is expected, else one address.
      if (options.all) callback(null, [{ address, family }]);
      else callback(null, address, family);
    },
  });
  return (options, callback) =>
    connect(options, (...given) => {
      const [, socket] = given;
      if (socket instanceof TLSSocket) watched.certificateEndsAt = Date.parse(socket.getPeerCertificate().valid_to);
      callback(...given);
    });
}

async function readCapped(body: AsyncIterable<Buffer>): Promise<{ body: string; isCut: boolean }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes) break;
  }
  return { body: Buffer.concat(parts).subarray(0, mostBytes).toString("utf8"), isCut: bytes > mostBytes };
}

type HttpProbe = Extract<Probe, { kind: "http" }>;
const dayMs = 86_400_000;

/** Status, a header, one value of a JSON body, days left on the certificate: all that is asked for has to be seen. */
export async function httpProbe(probe: HttpProbe, reach: ProbeReach, nowMs = Date.now()): Promise<ProbeSaw> {
  const { target, answer } = await ask(reach, probe);
  const raw = rawOf(`${probe.method} ${target.href}`, answer);
  const findings = [
    statusOf(probe, answer),
    headerOf(probe, answer),
    jsonOf(probe, answer),
    daysOf(probe, answer, nowMs),
  ];
  const said = findings.flatMap((one) => (one === null ? [] : [one]));
  const bad = said.filter((one) => !one.isGood);
  const says = (bad.length > 0 ? bad : said).map((one) => one.says).join("; ");
  return judged(bad.length === 0, says, raw);
}

type Finding = { isGood: boolean; says: string } | null;

function statusOf({ status }: HttpProbe, answer: HttpAnswer): Finding {
  if (answer.status === status) return { isGood: true, says: `status ${status}` };
  return { isGood: false, says: `status ${answer.status}, ${status} is expected` };
}

function headerOf({ header }: HttpProbe, { headers }: HttpAnswer): Finding {
  if (header === null) return null;
  const seen = [headers[header.name.toLowerCase()] ?? []].flat();
  if (seen.includes(header.value)) return { isGood: true, says: `${header.name}: ${header.value}` };
  const what = seen.length === 0 ? "is missing" : `is ${shownValue(seen.join(", "))}`;
  return { isGood: false, says: `${header.name} ${what}, ${shownValue(header.value)} is expected` };
}

function jsonOf({ json }: HttpProbe, { body, isCut }: HttpAnswer): Finding {
  if (json === null) return null;
  const path = parseJsonPath(json.path);
  if (path === null) return { isGood: false, says: `the path ${json.path} cannot be read` };
  const parsed = parse(body);
  if (!parsed.ok)
    return { isGood: false, says: isCut ? "the answer is too long to be read" : "the answer is not JSON" };
  const seen = valueAt(parsed.value, path);
  if (meets(json.is, seen)) return { isGood: true, says: `${json.path} is ${shownValue(seen)}` };
  return { isGood: false, says: `${json.path} is ${shownValue(seen)}; expected: it ${conditionText(json.is)}` };
}

function daysOf({ tlsDays }: HttpProbe, { certificateEndsAt }: HttpAnswer, nowMs: number): Finding {
  if (tlsDays === null) return null;
  if (certificateEndsAt === null || Number.isNaN(certificateEndsAt))
    return { isGood: false, says: "the address has no certificate" };
  const days = Math.floor((certificateEndsAt - nowMs) / dayMs);
  if (days >= tlsDays) return { isGood: true, says: `${days} days left on the certificate` };
  return { isGood: false, says: `${days} days left on the certificate, ${tlsDays} are expected` };
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/** As it came, without cookies: they are nobody's business here. */
function rawOf(line: string, { status, headers, body, isCut }: HttpAnswer): string {
  const shown = Object.entries(headers)
    .filter(([name]) => name !== "set-cookie")
    .map(([name, value]) => `${name}: ${[value ?? ""].flat().join(", ")}`);
  return [line, String(status), ...shown, "", isCut ? `${body}\n… cut` : body].join("\n");
}
