import assert from "node:assert/strict";
import test from "node:test";
import { returnPath, signInPath } from "./return-path.ts";

const cases: [asked: string | null, expected: string][] = [
  ["/practice/runs/42?from=3#notes", "/practice/runs/42?from=3#notes"],
  [null, "/"],
  ["", "/"],
  ["practice/runs", "/"],
  ["https://elsewhere.example/", "/"],
  ["//elsewhere.example/", "/"],
  ["/\\elsewhere.example/", "/"],
  ["/a\\b", "/"],
  ["/\t/elsewhere.example", "/"],
  ["/\n/elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?callbackUrl=/sign-in", "/"],
  ["/set-up?token=x", "/"],
  ["/invite?token=x", "/"],
  ["/api/auth/signout", "/"],
  ["/sign-ins/1", "/sign-ins/1"],
];

test("sign-in leads back to this site only", () => {
  for (const [asked, expected] of cases) assert.equal(returnPath(asked), expected, String(asked));
});

test("the address of sign-in says why and where from", () => {
  assert.equal(signInPath(null, null), "/sign-in");
  assert.equal(signInPath("signed-out", "/practice/runs"), "/sign-in?callbackUrl=%2Fpractice%2Fruns");
  assert.equal(signInPath("session-expired", "//x"), "/sign-in?why=session-expired");
});
