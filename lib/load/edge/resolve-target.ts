import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { forbiddenAddress } from "../core/forbidden-address.ts";
import { portOf } from "../core/target-key.ts";

/** What a run may never reach, whatever is named: Gantry's own web port and its database. */
export type OwnDoors = { webPort: number; databaseUrl: string };

export type Resolved = { ok: true; addresses: string[] } | { ok: false; sentence: string };

type Lookup = (host: string) => Promise<string[]>;

const probeMs = 2_000;

/** Resolves a named system's host and checks every address it has; these are then pinned for the whole run. Private and loopback addresses are
 *  let through, because somebody named the system; link-local, metadata, multicast and unspecified ones never are. */
export async function resolveTarget(baseUrl: string, own: OwnDoors, look: Lookup = allAddresses): Promise<Resolved> {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) !== 0 ? [host] : await look(host).catch(() => []);
  const addresses = [...new Set(found.map(withoutIpv6Dress))];
  if (addresses.length === 0)
    return { ok: false, sentence: `The name ${host} has no address here: check it, or the name server.` };
  for (const address of addresses) {
    const wrong = forbiddenAddress(address);
    if (wrong !== null)
      return { ok: false, sentence: `${host} leads to ${address}, ${wrong}. Load is never sent there.` };
  }
  const door = await ownDoor(addresses, portOf(baseUrl), own, look);
  if (door !== null) return { ok: false, sentence: `${host} leads to ${door}. Load is never sent there.` };
  return { ok: true, addresses: await accepting(addresses, portOf(baseUrl)) };
}

/** Of several addresses those that take a connection, as every browser chooses: `localhost` is often named for IPv6 too while the system only
 *  listens on IPv4. All of them when none does: the run then shows the error. */
async function accepting(addresses: string[], port: number): Promise<string[]> {
  if (addresses.length === 1) return addresses;
  const accept = await Promise.all(addresses.map((address) => accepts(address, port)));
  const good = addresses.filter((_, index) => accept[index]);
  return good.length > 0 ? good : addresses;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: probeMs });
    const end = (good: boolean) => {
      socket.destroy();
      resolve(good);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

/** `::ffff:7f00:1` and `::ffff:127.0.0.1` reach the same place as `127.0.0.1`, and must not pass for another. */
function withoutIpv6Dress(address: string): string {
  const [, dotted, high, low] = /^::ffff:(?:([\d.]+)|([\da-f]{1,4}):([\da-f]{1,4}))$/i.exec(address) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return address;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}

async function allAddresses(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

async function ownDoor(
  addresses: readonly string[],
  port: number,
  own: OwnDoors,
  look: Lookup,
): Promise<string | null> {
  const here = addresses.some((address) => isOfThisMachine(address));
  if (here && port === own.webPort) return "Gantry's own pages";
  const database = new URL(own.databaseUrl);
  if (port !== Number(database.port || 5432)) return null;
  const host = database.hostname.replace(/^\[|\]$/g, "");
  const places = isIP(host) !== 0 ? [host] : await look(host).catch(() => []);
  const same = addresses.some(
    (address) => places.includes(address) || (isLoopback(address) && places.some(isLoopback)),
  );
  return same ? "Gantry's own database" : null;
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

function isOfThisMachine(address: string): boolean {
  if (isLoopback(address)) return true;
  const own = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  return own.some((one) => one.address === address);
}
