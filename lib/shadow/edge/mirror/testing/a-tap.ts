import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import { CaptureBudget } from "../body-capture.ts";
import { startTap, type Tap } from "../tap.ts";
import { type NotObserved, type Observed, watchConnection } from "../watch.ts";

const makeParser = loadMessageParser();

/** A tap before a legacy system on loopback, and what its watchers saw. A watcher that throws fails the test. */
export type ATap = {
  tap: Tap;
  port: number;
  budget: CaptureBudget;
  observed: Observed[];
  notObserved: NotObserved[];
  abandoned(): number;
};

type Options = { captureBytes?: number; budgetBytes?: number };

export async function aTap(t: TestContext, legacyPort: () => number, options: Options = {}): Promise<ATap> {
  const { captureBytes = 256 * 1024, budgetBytes = 64 * 1024 * 1024 } = options;
  const budget = new CaptureBudget(budgetBytes);
  const observed: Observed[] = [];
  const notObserved: NotObserved[] = [];
  const broken: unknown[] = [];
  let abandoned = 0;
  const tap = await startTap({
    listen: { host: "127.0.0.1", port: 0 },
    legacy: () => ({ host: "127.0.0.1", port: legacyPort(), secure: null }),
    watch: () =>
      watchConnection({
        makeParser,
        budget,
        captureBytes: () => captureBytes,
        onObserved: (one) => void observed.push(one),
        onNotObserved: (why) => void notObserved.push(why),
        onAbandoned: (requests) => {
          abandoned += requests;
        },
      }),
    onWatcherBroken: (error) => void broken.push(error),
  });
  t.after(async () => {
    await tap.drain(0);
    assert.deepEqual(broken, []);
    assert.equal(budget.left, budgetBytes, "the memory for bodies is given back");
  });
  return { tap, port: tap.address.port, budget, observed, notObserved, abandoned: () => abandoned };
}
