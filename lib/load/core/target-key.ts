import { unmapped } from "./forbidden-address.ts";

/** Whether two runs would load the same thing: the same address and port, by name or as resolved. */

export type Aim = { baseUrl: string; addresses: readonly string[] };

export function sameTarget(a: Aim, b: Aim): boolean {
  if (portOf(a.baseUrl) !== portOf(b.baseUrl)) return false;
  const names = new Set(namesOf(a));
  return namesOf(b).some((name) => names.has(name));
}

/** Its host as named and its addresses, each in one way of writing. */
function namesOf({ baseUrl, addresses }: Aim): string[] {
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return [host, ...addresses].map((name) => unmapped(name.toLowerCase()));
}

/** The port of an address, its scheme's own where none is named. */

export function portOf(baseUrl: string): number {
  const { port, protocol } = new URL(baseUrl);
  return Number(port) || (protocol === "https:" ? 443 : 80);
}
