import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SetWindow } from "./input/triage.ts";
import { openShadow } from "./open-shadow.ts";
import { insertWindow } from "./store.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "window-empty";
type Named = { ok: true; from: string; to: string | null };

const hourMs = 3_600_000;

/** Names the time that parity is about, such as since the candidate's last version. "now" is exact; a time that has been goes to the start of
 *  its hour, because the hours before are counted already. */
export async function setWindow(
  ctx: Ctx,
  { pilot, version, why, ...asked }: SetWindow & { pilot: string },
): Promise<Named | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    // With batches held off, so that none counts past the cut.
    const at = ctx.now();
    const from = asked.from === "now" ? at : startOfHour(asked.from, at);
    const to = asked.to === null ? null : startOfHour(asked.to, at);
    if (to !== null && to <= from) return refuse("window-empty");
    const id = uuidv7();
    await insertWindow(tx, { id, pilotId, from, to, version, why, by: ctx.actor.name, at });
    const after = { from: from.toISOString(), to: to?.toISOString() ?? null, version };
    const subject = { kind: "shadow-window", id };
    await record(tx, ctx, { pilotId, verb: "shadow-window.set", subject, after, reason: why });
    return { ok: true, from: after.from, to: after.to };
  });
}

function startOfHour(text: string, now: Date): Date {
  const ms = Date.parse(text);
  return new Date(ms > now.getTime() ? ms : Math.floor(ms / hourMs) * hourMs);
}
