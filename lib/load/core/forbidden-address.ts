/** Addresses that no load is ever sent to. */

/** Why an IP address is refused, in words that follow on it; null when it may be loaded. */
export function forbiddenAddress(address: string): string | null {
  const lower = address.toLowerCase();
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(lower)?.[1];
  if (mapped !== undefined) return forbiddenIpv4(mapped);
  if (/^::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}$/.test(lower)) return forbiddenIpv4(fromHex(lower));
  return lower.includes(":") ? forbiddenIpv6(lower) : forbiddenIpv4(lower);
}

function fromHex(mapped: string): string {
  const [high = 0, low = 0] = mapped
    .split(":")
    .slice(-2)
    .map((part) => Number.parseInt(part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function forbiddenIpv4(address: string): string | null {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  if (a === 0) return "an unspecified address";
  if (a === 169 && b === 254) return c === 169 && d === 254 ? "a cloud metadata address" : "a link-local address";
  if (a === 100 && b === 100 && c === 100 && d === 200) return "a cloud metadata address";
  if (a >= 224 && a <= 239) return "a multicast address";
  return a >= 240 ? "a broadcast or reserved address" : null;
}

function forbiddenIpv6(address: string): string | null {
  if (address === "::") return "an unspecified address";
  if (/^fe[89ab]/.test(address)) return "a link-local address";
  if (address.startsWith("ff")) return "a multicast address";
  if (address.startsWith("fd00:ec2:") || address.startsWith("fd20:ce:")) return "a cloud metadata address";
  // 64:ff9b::/96 carries an IPv4 address to wherever a gateway translates it.
  return address.startsWith("64:ff9b:") ? "a translated address that cannot be checked" : null;
}
