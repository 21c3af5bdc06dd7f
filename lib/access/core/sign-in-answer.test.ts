import assert from "node:assert/strict";
import test from "node:test";
import { readRefusal, sayRefusal } from "./sign-in-answer.ts";

test("a refusal and its words come through as one text", () => {
  const cases: [refusal: string, says: Record<string, string>, text: string][] = [
    ["account-disabled", {}, "account-disabled"],
    ["sign-in-waits", { wait: "8 min" }, "sign-in-waits?wait=8+min"],
    ["x", { a: "1&b=2?c", b: "ž" }, "x?a=1%26b%3D2%3Fc&b=%C5%BE"],
  ];
  for (const [refusal, says, text] of cases) {
    assert.equal(sayRefusal({ refusal, details: { says } }), text);
    assert.deepEqual(readRefusal(text), { refusal, says });
  }
  assert.equal(sayRefusal({ refusal: "fault" }), "fault");
});
