import assert from "node:assert/strict";
import test from "node:test";
import { askedOf, type ShadowAsked, shadowSearch } from "./shadow-address.ts";

test("what is asked for stands in the address, and an address that says nonsense shows everything", () => {
  const cases: [address: string, asked: ShadowAsked, again: string][] = [
    ["", { filter: "", state: "all", group: null }, ""],
    [
      "?filter=lots+weight&state=open",
      { filter: "lots weight", state: "open", group: null },
      "?filter=lots+weight&state=open",
    ],
    ["?group=7", { filter: "", state: "all", group: 7 }, "?group=7"],
    ["?group=0", { filter: "", state: "all", group: null }, ""],
    ["?group=7e3&state=open", { filter: "", state: "open", group: null }, "?state=open"],
    ["?state=nowhere&filter=lots", { filter: "", state: "all", group: null }, ""],
  ];
  for (const [address, asked, again] of cases) {
    assert.deepEqual(askedOf(new URLSearchParams(address)), asked, address);
    assert.equal(shadowSearch(asked), again, address);
  }
});
