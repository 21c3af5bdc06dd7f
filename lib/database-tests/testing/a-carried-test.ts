import { hostname } from "node:os";
import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "#lib/platform/ctx.ts";
import { claimTest } from "../claim-test.ts";
import { carryTest, type Reach } from "../runner/carry-test.ts";
import type { TestRecord } from "../store.ts";
import { aTest, readBack } from "./a-test.ts";

type Asked = {
  pilot: string;
  text: string;
  reach: Reach;
  environment?: TestRecord["environment"];
  leaving?: AbortSignal;
  /** Before it is carried out. */
  onClaimed?(test: TestRecord): Promise<unknown>;
};

/** A runner of this process. */
export const aRunnerId = () => `${hostname()}/${process.pid}/${uuidv7()}`;

/** Queued, claimed and carried to its end. */
export async function aCarriedTest(ctx: Ctx, asked: Asked): Promise<TestRecord> {
  const { pilot, text, reach, environment = "test", leaving = new AbortController().signal, onClaimed } = asked;
  const { id } = await aTest(ctx, { pilot, text, database: "bags", environment });
  const runnerId = aRunnerId();
  if (!(await claimTest(ctx, await readBack(ctx, id), runnerId))) throw new Error("The test was not to be claimed.");
  const test = await readBack(ctx, id);
  await onClaimed?.(test);
  await carryTest(ctx, { test, runnerId, reach, leaving, onWake: () => {} });
  return readBack(ctx, id);
}
