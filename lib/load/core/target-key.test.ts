import assert from "node:assert/strict";
import test from "node:test";
import { type Aim, portOf, sameTarget } from "./target-key.ts";

const aim = (baseUrl: string, ...addresses: string[]): Aim => ({ baseUrl, addresses });

test("two runs load the same target", () => {
  const cases: [name: string, a: Aim, b: Aim, same: boolean][] = [
    ["the same address", aim("http://a.test"), aim("http://a.test"), true],
    ["another path", aim("http://a.test/x"), aim("http://a.test/y"), true],
    ["in capitals", aim("http://A.Test"), aim("http://a.test"), true],
    ["with the root's dot", aim("http://a.test."), aim("http://a.test"), true],
    ["the port written out", aim("http://a.test:80"), aim("http://a.test"), true],
    ["another port", aim("http://a.test:81"), aim("http://a.test"), false],
    ["another scheme, so another port", aim("https://a.test"), aim("http://a.test"), false],
    ["another scheme on one port", aim("https://a.test:8443"), aim("http://a.test:8443"), true],
    ["another name", aim("http://a.test"), aim("http://b.test"), false],
    ["another name, one address", aim("http://a.test", "10.0.0.1"), aim("http://b.test", "10.0.0.2", "10.0.0.1"), true],
    ["a name and its address", aim("http://a.test", "10.0.0.1"), aim("http://10.0.0.1"), true],
    ["one name, other addresses", aim("http://a.test", "10.0.0.1"), aim("http://a.test", "10.0.0.2"), true],
    ["other names and addresses", aim("http://a.test", "10.0.0.1"), aim("http://b.test", "10.0.0.2"), false],
    ["IPv6 in brackets", aim("http://[::1]:8080"), aim("http://localhost:8080", "::1"), true],
    ["IPv4 written as IPv6", aim("http://[::ffff:127.0.0.1]:8080"), aim("http://127.0.0.1:8080"), true],
  ];
  for (const [name, a, b, same] of cases) {
    assert.equal(sameTarget(a, b), same, name);
    assert.equal(sameTarget(b, a), same, `${name}, the other way round`);
  }
});

test("the port of an address", () => {
  const cases: [baseUrl: string, port: number][] = [
    ["http://a.test", 80],
    ["https://a.test", 443],
    ["https://a.test:443/x", 443],
    ["http://a.test:8080", 8080],
    ["http://[::1]:8081", 8081],
  ];
  for (const [baseUrl, port] of cases) assert.equal(portOf(baseUrl), port);
});
