import assert from "node:assert/strict";
import test from "node:test";
import { addressBucket, browserName, clientAddress } from "./place.ts";

test("the address: the socket's, or the last hop of a proxy that is trusted", () => {
  const cases: [socket: string | undefined, forwarded: string | undefined, expected: string][] = [
    ["10.0.0.7", undefined, "10.0.0.7"],
    ["::ffff:10.0.0.7", undefined, "10.0.0.7"],
    ["::1", undefined, "::1"],
    ["2001:DB8::7", undefined, "2001:db8::7"],
    ["127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"],
    ["127.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
    ["127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"],
    ["127.0.0.1", "", "127.0.0.1"],
    ["127.0.0.1", "<script>", "unknown"],
    ["127.0.0.1", "a".repeat(500), "a".repeat(64)],
    [undefined, undefined, "unknown"],
  ];
  for (const [socket, forwarded, expected] of cases)
    assert.equal(clientAddress(socket, forwarded), expected, `${socket} ${forwarded}`);
});

test("one IPv6 home is one address, its neighbour another", () => {
  const cases: [address: string, expected: string][] = [
    ["10.0.0.7", "10.0.0.7"],
    ["unknown", "unknown"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
    ["2001:0db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ];
  for (const [address, expected] of cases) assert.equal(addressBucket(address), expected, address);
});

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
test("a browser in plain words", () => {
  const cases: [userAgent: string | null, expected: string][] = [
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, "Chrome on Windows"],
    [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, "Edge on Windows"],
    [`Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`, "Chrome on Android"],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      "Safari on macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    ["curl/8.5.0", "another program"],
    ["python-requests/2.32 (Linux)", "another program on Linux"],
    ["", "no browser named"],
    [null, "no browser named"],
  ];
  for (const [userAgent, expected] of cases) assert.equal(browserName(userAgent), expected, String(userAgent));
});
