import assert from "node:assert/strict";
import test from "node:test";
import { resumed, serverTime } from "./kiosk-clock.ts";

test("the time is the server's, whatever the device's clock says", () => {
  const anchor = { serverAt: 1_000_000, steadyAt: 500 };
  assert.equal(serverTime(anchor, 2_500), 1_002_000);
  assert.equal(serverTime(anchor, 400), 1_000_000);
});

test("after a reload without network the time goes on by as much as the device's clock did", () => {
  const kept = { serverAt: 1_000_000, deviceAt: 77 };
  assert.equal(serverTime(resumed(kept, 60_077, 12), 1_012), 1_061_000);
  assert.equal(serverTime(resumed(kept, 10, 12), 12), 1_000_000);
});
