import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changedFields } from "./core/edit.ts";
import type { ChangeSystem } from "./input.ts";
import { withoutLastSlash } from "./name-system.ts";
import { openSystem, type SystemRefusals } from "./open-system.ts";
import { type SystemView, systemView } from "./read-systems.ts";
import { savedMeanwhile } from "./saved-meanwhile.ts";
import { updateSystem, withdrawUnlocks } from "./store.ts";

type Asked = ChangeSystem & { pilot: string; system: string };
type Refusals = SystemRefusals | "system-changed" | "practice-stays";

/** Moves a system to another address, environment or role, with a reason. Unlocks were given for what it was: they end. */
export async function changeSystem(
  ctx: Ctx,
  { pilot, system, version, reason, ...input }: Asked,
): Promise<{ ok: true; system: SystemView } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openSystem(tx, { pilot, system });
    if (!found.ok) return found;
    const { id, pilotId, name, baseUrl, environment, role } = found.system;
    if (environment === "practice") return refuse("practice-stays", { says: { name } });
    if (found.system.version !== version) return savedMeanwhile(tx, { pilotId, kind: "system", id, version });
    const now: Readonly<Record<string, unknown>> = { baseUrl, environment, role };
    const asked = { ...input, baseUrl: withoutLastSlash(input.baseUrl) };
    const changed = changedFields(now, asked);
    if (changed.length === 0) return { ok: true, system: systemView(found.system, []) };
    const unlocksWithdrawn = await withdrawUnlocks(tx, [id], ctx.now());
    const row = await updateSystem(tx, id, asked);
    const of = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([one]) => changed.includes(one)));
    const after = { ...of(asked), version: row.version, ...(unlocksWithdrawn > 0 ? { unlocksWithdrawn } : {}) };
    const subject = { kind: "system", id };
    await record(tx, ctx, { pilotId, verb: "system.changed", subject, before: of(now), after, reason });
    return { ok: true, system: systemView(row, []) };
  });
}
