/** Where somebody signs in from, as far as a network address and a browser's name tell. */

const longestAddress = 64;

/** The address a request came from: the socket's, or the last hop that a trusted proxy wrote down. IPv4 in IPv6 is told as IPv4. */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined): string {
  const lastHop = forwardedFor?.split(",").at(-1)?.trim();
  const address = lastHop ? withoutPort(lastHop) : (socketAddress ?? "");
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase();
  return /^[0-9a-f.:%a-z]+$/.test(plain) ? plain.slice(0, longestAddress) : "unknown";
}

/** "10.0.0.7:4711" and "[2001:db8::1]:4711" without their port. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(hop)?.[1];
  return bracketed ?? (/^\d+(\.\d+){3}:\d+$/.test(hop) ? hop.replace(/:\d+$/, "") : hop);
}

/** What counts as one address: of IPv6 the first 64 bits, because one home has them all. */
export function addressBucket(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: zeros }, () => "0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

const browsers: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: readonly [pattern: RegExp, name: string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** A browser in plain words, such as "Firefox on Linux", from its own name of itself. It may lie; it is told, not trusted. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return "no browser named";
  const find = (list: typeof browsers) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser === undefined) return system === undefined ? "another program" : `another program on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
