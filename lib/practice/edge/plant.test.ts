import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test from "node:test";
import { readPlant, switchOffAt, switchOnAt } from "./plant.ts";
import { sandboxIsOn } from "./sandbox.ts";

test("only this machine is ever asked", async (t) => {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked++;
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  for (const host of ["localhost", "127.0.0.1.example.org", "[::1]", "127.0.0.2"]) {
    const address = `http://${host}:${port}`;
    const heard = [
      await readPlant(address),
      await switchOnAt(address, { fault: "slow", figures: {}, by: "Anna" }),
      await switchOffAt(address, "slow"),
    ];
    for (const one of heard) assert.deepEqual(one, { ok: false, why: "is not on this machine" }, host);
  }
  assert.equal(asked, 0);
});

test("the sandbox is on unless it was switched off", () => {
  const cases: [string | undefined, boolean][] = [
    [undefined, true],
    ["on", true],
    ["off", false],
  ];
  for (const [word, expected] of cases) assert.equal(sandboxIsOn({ GANTRY_SANDBOX: word }), expected, word);
});
