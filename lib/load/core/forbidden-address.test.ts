import assert from "node:assert/strict";
import { BlockList, isIP } from "node:net";
import test from "node:test";
import fc from "fast-check";
import { forbiddenAddress, unmapped } from "./forbidden-address.ts";

const metadata = "a cloud metadata address";
const linkLocal = "a link-local address";
const multicast = "a multicast address";
const unspecified = "an unspecified address";
const reserved = "a broadcast or reserved address";
const translated = "a translated address that cannot be checked";
const noAddress = "which is no IP address";

test("addresses that no load is sent to", () => {
  const cases: [address: string, why: string | null][] = [
    ["127.0.0.1", null],
    ["10.21.8.14", null],
    ["172.16.0.1", null],
    ["192.168.1.1", null],
    ["100.64.0.1", null],
    ["8.8.8.8", null],
    ["223.255.255.255", null],
    ["0.0.0.0", unspecified],
    ["0.1.2.3", unspecified],
    ["169.254.169.254", metadata],
    ["169.254.170.2", linkLocal],
    ["169.254.0.1", linkLocal],
    ["100.100.100.200", metadata],
    ["192.0.0.192", metadata],
    ["168.63.129.16", metadata],
    ["224.0.0.1", multicast],
    ["239.255.255.255", multicast],
    ["240.0.0.1", reserved],
    ["255.255.255.255", reserved],
    ["::1", null],
    ["fd12:3456::1", null],
    ["2001:4860:4860::8888", null],
    ["2606:4700::1111", null],
    ["::", unspecified],
    ["0:0:0:0:0:0:0:0", unspecified],
    ["fe80::1", linkLocal],
    ["fe80::1%eth0", linkLocal],
    ["FEBF::1", linkLocal],
    ["ff02::1", multicast],
    ["fd00:ec2::254", metadata],
    ["fd20:ce::254", metadata],
    ["::ffff:127.0.0.1", null],
    ["::ffff:169.254.169.254", metadata],
    ["::ffff:a9fe:a9fe", metadata],
    ["::FFFF:A9FE:A9FE", metadata],
    ["0:0:0:0:0:ffff:169.254.169.254", metadata],
    ["::ffff:0.0.0.0", unspecified],
    ["::ffff:224.0.0.1", multicast],
    ["::169.254.169.254", translated],
    ["::a9fe:a9fe", translated],
    ["::ffff:0:a9fe:a9fe", translated],
    ["64:ff9b::a9fe:a9fe", translated],
    ["64:ff9b::169.254.169.254", translated],
    ["64:ff9b:1::a9fe:a9fe", translated],
    ["2002:a9fe:a9fe::1", translated],
    ["2001:0:4136:e378::1", translated],
    ["2001::1", translated],
    ["2001:1::1", null],
    ["", noAddress],
    ["localhost", noAddress],
    ["256.1.1.1", noAddress],
    ["1.2.3", noAddress],
    ["1::2::3", noAddress],
    ["::ffff:256.1.1.1", noAddress],
    ["1:2:3:4:5:6:7", noAddress],
    ["1:2:3:4:5:6:7:8:9", noAddress],
    ["12345::1", noAddress],
  ];
  for (const [address, why] of cases) assert.equal(forbiddenAddress(address), why, address);
});

const ipv4 = fc.ipV4();
/** The same words of Node's own address arithmetic. */
const blocked = new BlockList();
blocked.addSubnet("0.0.0.0", 8);
blocked.addSubnet("169.254.0.0", 16);
blocked.addSubnet("224.0.0.0", 3);
for (const address of ["100.100.100.200", "192.0.0.192", "168.63.129.16"]) blocked.addAddress(address);

test("any IPv4 address, alone or mapped into IPv6, is judged alike, and as Node's own block list would", () => {
  const near = fc.oneof(
    ipv4,
    fc
      .tuple(fc.constantFrom("169.254", "0.0", "224.0", "223.255"), fc.nat(255), fc.nat(255))
      .map((parts) => parts.join(".")),
  );
  fc.assert(
    fc.property(near, (address) => {
      const why = forbiddenAddress(address);
      assert.equal(why !== null, blocked.check(address));
      assert.equal(forbiddenAddress(`::ffff:${address}`), why);
      assert.equal(forbiddenAddress(`::FFFF:${address}`), why);
      assert.equal(unmapped(`::ffff:${address}`), address);
    }),
    { numRuns: 1_000 },
  );
});

test("every way of writing an IPv6 address is read as the same address, and what Node calls none is none", () => {
  const canonical = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1);
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      assert.equal(forbiddenAddress(address), forbiddenAddress(canonical(address)), address);
    }),
    { numRuns: 1_000 },
  );
  const almost = fc.array(fc.constantFrom(":", "::", "f", "0", "1", "fe80", "1.2.3.4", "."), { maxLength: 12 });
  fc.assert(
    fc.property(almost, (parts) => {
      const text = parts.join("");
      if (isIP(text) === 0) assert.equal(forbiddenAddress(text), noAddress, text);
      else assert.notEqual(forbiddenAddress(text), noAddress, text);
    }),
    { numRuns: 2_000 },
  );
});

test("only an IPv4-mapped address is unmapped", () => {
  const cases: [text: string, expected: string][] = [
    ["::ffff:7f00:1", "127.0.0.1"],
    ["127.0.0.1", "127.0.0.1"],
    ["::1", "::1"],
    ["a.test", "a.test"],
    ["", ""],
  ];
  for (const [text, expected] of cases) assert.equal(unmapped(text), expected);
});
