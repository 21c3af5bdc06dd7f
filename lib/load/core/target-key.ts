/** Whether two runs would load the same thing: the same address and port, by name or as resolved. */

export type Aim = { baseUrl: string; addresses: readonly string[] };

export function sameTarget(a: Aim, b: Aim): boolean {
  if (portOf(a.baseUrl) !== portOf(b.baseUrl)) return false;
  const names = new Set([hostOf(a.baseUrl), ...a.addresses]);
  return [hostOf(b.baseUrl), ...b.addresses].some((name) => names.has(name));
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

export function portOf(baseUrl: string): number {
  const { port, protocol } = new URL(baseUrl);
  return Number(port) || (protocol === "https:" ? 443 : 80);
}
