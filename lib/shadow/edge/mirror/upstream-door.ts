import { lookup as lookUp } from "node:dns/promises";
import { readFileSync } from "node:fs";
import net, { type LookupFunction, type OnReadOpts, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import tls, { type SecureContext } from "node:tls";
import { forbiddenAddress, unmapped } from "../../../load/core/forbidden-address.ts";

/** Where a system is reached: by an address that was checked, under the name that was given. A name that comes to lead to a link-local or metadata
 *  address is not followed there: the last good address stays. */

/** All addresses of a name. */
export type Look = (host: string) => Promise<string[]>;

export type Door = {
  host: string;
  port: number;
  /** Null: no TLS. */
  secure: SecureContext | null;
  /** Gives the checked addresses; without it the system's own. */
  lookup?: LookupFunction;
};

type Found = { addresses: string[]; atMs: number };

/** Then a name is looked up again, while connections go on with what it led to. */
const usualFreshMs = 10_000;
/** A name server that does not answer holds no start up for longer. */
const mostCheckMs = 2_000;

const allAddresses: Look = async (host) => (await lookUp(host, { all: true })).map(({ address }) => address);

export class CheckedAddress {
  readonly #host: string;
  readonly #look: Look;
  readonly #freshMs: number;
  #found: Found | null = null;
  #looking: Promise<void> | null = null;

  constructor(host: string, look: Look = allAddresses, freshMs: number = usualFreshMs) {
    this.#host = host;
    this.#look = look;
    this.#freshMs = freshMs;
  }

  /** Rejects with a sentence when the address, or the name's, is one that nothing is ever sent to. A name that leads nowhere just now is looked up
   *  again when somebody connects. */
  async check(): Promise<void> {
    if (net.isIP(this.#host) !== 0) {
      allowed(this.#host, [this.#host]);
      return;
    }
    const found = new AbortController();
    const longEnough = pause(mostCheckMs, undefined, { signal: found.signal }).catch(() => {});
    await Promise.race([this.#lookAgain().catch(passOnForbidden), longEnough]).finally(() => found.abort());
  }

  /** As `net.connect` wants it. */
  readonly lookup: LookupFunction = (_, options, done) => {
    const family = options.family === 4 || options.family === 6 ? options.family : 0;
    this.#addresses()
      .then((all) => all.filter((address) => family === 0 || net.isIP(address) === family))
      .then((fitting) => {
        const found = fitting.map((address) => ({ address, family: net.isIP(address) }));
        const [first] = found;
        if (first === undefined) throw new Error(`${this.#host} has no such address.`);
        if (options.all === true) done(null, found);
        else done(null, first.address, first.family);
      })
      .catch((error: unknown) => done(Object.assign(new Error(String(error)), { code: "ENOTFOUND" }), "", 0));
  };

  async #addresses(): Promise<string[]> {
    if (this.#found === null) await this.#lookAgain();
    else if (performance.now() - this.#found.atMs > this.#freshMs) void this.#lookAgain().catch(() => {});
    return this.#found?.addresses ?? [];
  }

  #lookAgain(): Promise<void> {
    this.#looking ??= this.#look(this.#host)
      .then((addresses) => {
        this.#found = { addresses: allowed(this.#host, addresses), atMs: performance.now() };
      })
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }
}

class Forbidden extends Error {}

function passOnForbidden(error: unknown): void {
  if (error instanceof Forbidden) throw error;
}

/** Throws when one of them is forbidden: a name is trusted as a whole or not at all. */
function allowed(host: string, addresses: readonly string[]): string[] {
  return addresses.map((given) => {
    const address = unmapped(given);
    const wrong = forbiddenAddress(address);
    if (wrong !== null) throw new Forbidden(`${host} leads to ${address}, ${wrong}. Nothing is ever sent there.`);
    return address;
  });
}

/** `ca`: a file with further authorities (PEM) that may vouch for the system. Throws a sentence when it cannot be read or used. */
export function doorOf(url: string, ca: string | null): Door & { checked: CheckedAddress } {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const secure = protocol === "https:" ? secureContext(ca) : null;
  const checked = new CheckedAddress(host);
  return { host, port: Number(port || (secure === null ? 80 : 443)), secure, lookup: checked.lookup, checked };
}

function secureContext(ca: string | null): SecureContext {
  if (ca === null) return tls.createSecureContext();
  try {
    return tls.createSecureContext({ ca: [...tls.rootCertificates, readFileSync(ca)] });
  } catch {
    throw new Error(`The file ${ca} should hold certificates (PEM), and cannot be read as such.`);
  }
}

type Connecting = { allowHalfOpen: boolean; onread: OnReadOpts; keepAliveAfterMs: number | null };

/** What comes is told to `onread`, with TLS too: then its buffer is a chunk of its own. */
export function connectTo({ host, port, secure, lookup }: Door, options: Connecting): Socket {
  const { allowHalfOpen, onread, keepAliveAfterMs } = options;
  const keepAlive = keepAliveAfterMs === null ? {} : { keepAlive: true, keepAliveInitialDelay: keepAliveAfterMs };
  const common = {
    host,
    port,
    allowHalfOpen,
    noDelay: true,
    ...keepAlive,
    ...(lookup === undefined ? {} : { lookup }),
  };
  if (secure === null) return net.connect({ ...common, onread });
  const servername = net.isIP(host) === 0 ? host : "";
  const socket = tls.connect({ ...common, secureContext: secure, servername, ALPNProtocols: ["http/1.1"] });
  socket.setNoDelay(true);
  if (keepAliveAfterMs !== null) socket.setKeepAlive(true, keepAliveAfterMs);
  socket.on("data", (bytes: Buffer) => {
    if (!onread.callback(bytes.length, bytes)) socket.pause();
  });
  return socket;
}
