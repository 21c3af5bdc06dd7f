import { v7 as uuidv7 } from "uuid";
import { sayTry } from "#lib/access/core/sign-in-waits.ts";
import { type TryKeys, takeTry, tryWasRight } from "#lib/access/take-try.ts";
import { accountKey } from "#lib/access/where.ts";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { serverVersion } from "../platform/server-version.ts";
import { codeHash } from "./code-hash.ts";
import type { DisplayView } from "./core/display.ts";
import { displayView, settingsOf } from "./display-view.ts";
import type { PairDisplay } from "./input.ts";
import { dropCode, insertDisplay, lockCode } from "./store.ts";

type Asked = PairDisplay & { pilot: string };
type Paired = { ok: true; display: DisplayView };
type CodeRefusals = "display-code-unknown" | "display-code-expired";
type Refusals = CodeRefusals | "pilot-not-found" | "pilot-archived";

/** Makes the screen that shows this code a display of the pilot. Refuses display-code-unknown, which counts as a wrong try of whoever typed
 *  it, display-code-waits after five of them, and display-code-expired. */
export async function pairDisplay(ctx: Ctx, asked: Asked): Promise<Paired | Refused<Refusals | "display-code-waits">> {
  const taken = await takeTry(ctx, keysOf(ctx.actor.id));
  if (!taken.ok) return refuse("display-code-waits", taken.details ?? {});
  const paired = await pairByCode(ctx, asked);
  if (!paired.ok && paired.refusal === "display-code-unknown")
    return refuse(paired.refusal, { says: { which: sayTry(taken.wrong) } });
  await tryWasRight(ctx, taken.keys);
  return paired;
}

/** Of the person wherever they are, and apart from their passwords: a wrong code keeps nobody from signing in or deciding. */
function keysOf(personId: string): TryKeys {
  return { account: { account: accountKey(`display codes of ${personId}`), place: "display codes" }, address: null };
}

async function pairByCode(ctx: Ctx, { pilot, code, ...settings }: Asked): Promise<Paired | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, pilot);
    if (!found.ok) return found;
    const [shown, now] = [await lockCode(tx, codeHash(code)), ctx.now()];
    if (shown === null) return refuse("display-code-unknown");
    if (shown.expiresAt <= now) return refuse("display-code-expired");
    await dropCode(tx, shown.id);
    const of = { id: uuidv7(), pilotId: found.pilot.id, tokenHash: shown.tokenHash };
    const row = await insertDisplay(tx, { ...of, ...settings, pairedAt: now, pairedBy: ctx.actor.name });
    const subject = { kind: "display", id: row.id };
    await record(tx, ctx, { pilotId: row.pilotId, verb: "display.paired", subject, after: settingsOf(row) });
    return { ok: true, display: displayView(row, serverVersion()) };
  });
}
