import net from "node:net";
import tls from "node:tls";
import { type OwnDoors, resolveTarget } from "../../load/edge/resolve-target.ts";

/** What a look at a system found. `latencyMs`: from the connection attempt to the open connection, TLS included; null when it does not
 *  answer. `why` it does not, in a sentence. */
export type SystemSeen = {
  answers: boolean;
  addresses: readonly string[];
  latencyMs: number | null;
  why: string | null;
};

export type CheckOptions = {
  own: OwnDoors;
  look: (host: string) => Promise<string[]>;
  /** For the look-up and the connection each. */
  timeoutMs: number;
  /** Certificates beyond those of this machine. */
  ca?: string;
};

/** More addresses than this are not tried; a name may have hundreds. */
const mostTried = 8;

/** Looks whether a system answers: resolves its name, checks its addresses by the rules of a load run, and opens a connection, with a TLS
 *  handshake for https. Nothing is sent. Never throws, and ends whatever the other side does: each of its steps has a time-out. */
export async function checkSystem(baseUrl: string, options: CheckOptions): Promise<SystemSeen> {
  const seconds = `${options.timeoutMs / 1000} s`;
  const { host, port, secure } = doorOf(baseUrl);
  let isLost = false;
  const look = async (name: string) => {
    const found = await within(options.timeoutMs, options.look(name));
    if (found === null && name === host) isLost = true;
    return found ?? [];
  };
  const resolved = await resolveTarget(baseUrl, options.own, look);
  if (isLost) return silent([], `The name server said nothing about ${host} for ${seconds}.`);
  if (!resolved.ok) return silent([], resolved.sentence);
  const { addresses } = resolved;
  const startedMs = performance.now();
  const tries = addresses
    .slice(0, mostTried)
    .map((address) => ({ address, port, servername: secure ? host : null, ...options }));
  const opened = await Promise.any(tries.map(open)).catch((error: AggregateError) => reasonOf(error, seconds));
  if (typeof opened === "string") return silent(addresses, opened);
  return { answers: true, addresses, latencyMs: performance.now() - startedMs, why: null };
}

function silent(addresses: readonly string[], why: string): SystemSeen {
  return { answers: false, addresses, latencyMs: null, why };
}

function doorOf(baseUrl: string) {
  const url = new URL(baseUrl);
  const secure = url.protocol === "https:";
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || (secure ? 443 : 80)), secure };
}

type Try = { address: string; port: number; servername: string | null; timeoutMs: number; ca?: string };

function open({ address, port, servername, timeoutMs, ca }: Try): Promise<true> {
  return new Promise((resolve, reject) => {
    const place = { host: address, port };
    const name = servername === null || net.isIP(servername) !== 0 ? {} : { servername };
    const socket =
      servername === null
        ? net.connect(place)
        : tls.connect({ ...place, ...name, ...(ca === undefined ? {} : { ca }), ...identityOf(servername) });
    const end = (done: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      done();
    };
    const timer = setTimeout(() => end(() => reject(new Error("ETIMEDOUT"))), timeoutMs);
    socket.once(servername === null ? "connect" : "secureConnect", () => end(() => resolve(true)));
    socket.on("error", (error) => end(() => reject(error)));
    socket.once("close", () => end(() => reject(new Error("it closed the connection"))));
  });
}

/** The certificate must be for the name of the system, not for the address that it leads to. */
function identityOf(servername: string): tls.ConnectionOptions {
  return { checkServerIdentity: (_, certificate) => tls.checkServerIdentity(servername, certificate) };
}

/** The most telling of several: a refusal says more than silence. */
function reasonOf({ errors }: AggregateError, seconds: string): string {
  const texts = errors.map((error) => (error instanceof Error ? sentenceOf(error, seconds) : String(error)));
  return texts.find((text) => !text.startsWith("Nothing came")) ?? texts[0] ?? "It has no address.";
}

function sentenceOf(error: Error & { code?: unknown }, seconds: string): string {
  const code = typeof error.code === "string" ? error.code : error.message;
  if (code === "ETIMEDOUT") return `Nothing came back for ${seconds}.`;
  const known = sentences[code];
  if (known !== undefined) return known;
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)
    ? `Its TLS is not accepted: ${error.message}`.slice(0, 300)
    : `No connection: ${error.message}`.slice(0, 300);
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "It refuses the connection: nothing listens on this port.",
  ECONNRESET: "It closed the connection at once.",
  "it closed the connection": "It closed the connection at once.",
  EHOSTUNREACH: "There is no way to it from here.",
  ENETUNREACH: "There is no way to it from here.",
};

/** Null when it takes longer. What is still under way is left to itself. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
