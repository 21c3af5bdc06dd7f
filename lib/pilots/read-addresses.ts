import type { Ctx } from "../platform/ctx.ts";
import { checksOf } from "./store-checks.ts";

/** The addresses that a system's name led to when the keeper last looked; none where it has not looked yet, or at another base address. */
export async function readAddresses(ctx: Ctx, { systemId, baseUrl }: { systemId: string; baseUrl: string }) {
  const [seen] = await checksOf(ctx.db, [systemId]);
  return seen?.baseUrl === baseUrl ? seen.addresses : [];
}
