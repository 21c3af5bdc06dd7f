import type { Ctx } from "#lib/platform/ctx.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { testSecret } from "#lib/platform/testing/database.ts";
import type { BackPhase } from "../core/acts.ts";
import { rollBackHere } from "../roll-back-here.ts";
import { fileSwitch, never, nothingWritten } from "./carrying.ts";

// A process that leads back, comes as far as one part, and waits there to be killed.

const [url = "", pilot = "", file = "", part = ""] = process.argv.slice(2);
useSecret(testSecret);
const ctx = systemCtx(connect({ url, name: "killed", max: 2 }).db, "rollback");

function waits(): Promise<never> {
  console.log("waits");
  return new Promise(() => {});
}

/** Waits before it, where it is the part that was asked for. */
const before =
  <Args extends unknown[], T>(here: BackPhase | "switched", work: (...args: Args) => Promise<T>) =>
  (...args: Args): Promise<T> =>
    part === here ? waits() : work(...args);

let transactions = 0;
const transaction: Ctx["transaction"] = (work) =>
  part === "decide" && ++transactions > 1 ? waits() : ctx.transaction(work);
const driver = fileSwitch(file);
const { apply, read, drain } = driver;
Object.assign(driver, {
  apply: before("switch", async (change: Parameters<typeof apply>[0]) => {
    const made = await apply(change);
    // It was moved, and nobody wrote that down.
    return part === "switched" ? waits() : made;
  }),
  read: before("verify", read),
  drain: before("drain", drain),
});
await rollBackHere(
  { ...ctx, transaction },
  {
    ...{ pilot, reason: "", stop: never, leaseMs: 400 },
    driverOf: () => driver,
    reconcile: before("reconcile", nothingWritten),
    says: () => {},
  },
);
await waits();
setInterval(() => {}, 60_000);
