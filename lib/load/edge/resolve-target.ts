import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { forbiddenAddress } from "../core/forbidden-address.ts";
import { portOf } from "../core/target-key.ts";

/** What a run may never reach, whatever is named: Gantry's own web port and its database. */
export type OwnDoors = { webPort: number; databaseUrl: string };

export type Resolved = { ok: true; addresses: string[] } | { ok: false; sentence: string };

type Lookup = (host: string) => Promise<string[]>;

/** Resolves a named system's host and checks every address it has; these are then pinned for the whole run. Private and loopback addresses are
 *  let through, because somebody named the system; link-local, metadata, multicast and unspecified ones never are. */
export async function resolveTarget(baseUrl: string, own: OwnDoors, look: Lookup = allAddresses): Promise<Resolved> {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) !== 0 ? [host] : await look(host).catch(() => []);
  if (addresses.length === 0)
    return { ok: false, sentence: `The name ${host} has no address here: check it, or the name server.` };
  for (const address of addresses) {
    const wrong = forbiddenAddress(address);
    if (wrong !== null)
      return { ok: false, sentence: `${host} leads to ${address}, ${wrong}. Load is never sent there.` };
  }
  const door = await ownDoor(addresses, portOf(baseUrl), own, look);
  if (door !== null) return { ok: false, sentence: `${host} leads to ${door}. Load is never sent there.` };
  return { ok: true, addresses };
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
