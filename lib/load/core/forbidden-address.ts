/** Addresses that no load is ever sent to. */

const metadata = "a cloud metadata address";
const linkLocal = "a link-local address";
const multicast = "a multicast address";
const unspecified = "an unspecified address";
/** Such an address carries an IPv4 address to wherever a gateway translates it. */
const translated = "a translated address that cannot be checked";

/** Why an IP address is refused, in words that follow on it; null when it may be loaded. What is no IP address is refused. */
export function forbiddenAddress(address: string): string | null {
  const ipv4 = bytesOf(address);
  if (ipv4 !== null) return forbiddenIpv4(ipv4);
  const ipv6 = groupsOf(address);
  return ipv6 === null ? "which is no IP address" : forbiddenIpv6(ipv6);
}

/** The IPv4 address that an IPv4-mapped IPv6 address stands for (RFC 4291, 2.5.5.2); any other text as it is. */
export function unmapped(address: string): string {
  const groups = groupsOf(address);
  if (groups === null || !startsWith(groups, [0, 0, 0, 0, 0, 0xffff])) return address;
  return lastBytes(groups).join(".");
}

function bytesOf(address: string): number[] | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(address)) return null;
  const bytes = address.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** The eight groups of an IPv6 address, its zone left away. */
function groupsOf(address: string): number[] | null {
  const [text = ""] = address.toLowerCase().split("%");
  const hex = withoutDots(text);
  if (hex === null || !hex.includes(":")) return null;
  const [head = "", tail, ...more] = hex.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? zeros !== 0 : zeros < 1)) return null;
  const groups = [...before, ...new Array<string>(zeros).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}

/** ::ffff:1.2.3.4 as ::ffff:102:304. */
function withoutDots(text: string): string | null {
  const [, start, dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  if (start === undefined || dotted === undefined) return text;
  const bytes = bytesOf(dotted);
  return bytes === null ? null : `${start}${hexPairs(bytes)}`;
}

function hexPairs([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string {
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function forbiddenIpv4([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string | null {
  if (a === 0) return unspecified;
  if (a === 169 && b === 254) return c === 169 && d === 254 ? metadata : linkLocal;
  if (otherMetadata.has([a, b, c, d].join("."))) return metadata;
  if (a >= 224 && a <= 239) return multicast;
  return a >= 240 ? "a broadcast or reserved address" : null;
}

/** Alibaba Cloud, Oracle Cloud, and the address by which Azure talks to its own machines. */
const otherMetadata = new Set(["100.100.100.200", "192.0.0.192", "168.63.129.16"]);

function forbiddenIpv6(groups: readonly number[]): string | null {
  const [first = 0] = groups;
  if (groups.every((group) => group === 0)) return unspecified;
  if (startsWith(groups, [0, 0, 0, 0, 0, 0xffff])) return forbiddenIpv4(lastBytes(groups));
  if ((first & 0xffc0) === 0xfe80) return linkLocal;
  if (first >= 0xff00) return multicast;
  if (metadataIpv6.some((start) => startsWith(groups, start))) return metadata;
  return translatedIpv6.some((start) => startsWith(groups, start)) && !isLoopback(groups) ? translated : null;
}

/** Amazon's and Google's. */
const metadataIpv6 = [
  [0xfd00, 0xec2],
  [0xfd20, 0xce],
];

/** IPv4-compatible, SIIT, NAT64 (well known and local), Teredo, 6to4: RFCs 4291, 7915, 6052, 8215, 4380, 3056. */
const translatedIpv6 = [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0xffff, 0], [0x64, 0xff9b], [0x2001, 0], [0x2002]];

function startsWith(groups: readonly number[], start: readonly number[]): boolean {
  return start.every((group, at) => groups[at] === group);
}

function isLoopback(groups: readonly number[]): boolean {
  return startsWith(groups, [0, 0, 0, 0, 0, 0, 0, 1]);
}

function lastBytes(groups: readonly number[]): number[] {
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255];
}
