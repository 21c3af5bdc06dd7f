import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { MoveModule } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { modulesOf, updateModule } from "./store-modules.ts";

type Asked = MoveModule & { pilot: string; moduleId: string };

/** Puts a module behind another, or to the top. */
export async function moveModule(
  ctx: Ctx,
  { pilot: slug, moduleId, after }: Asked,
): Promise<{ ok: true } | Refused<PilotRefusals | "module-not-found">> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const modules = await modulesOf(tx, pilotId);
    const moved = modules.find(({ id }) => id === moduleId);
    const others = modules.filter(({ id }) => id !== moduleId);
    const place = after === null ? 0 : others.findIndex(({ id }) => id === after) + 1;
    if (moved === undefined || (after !== null && place === 0)) return refuse("module-not-found");
    const ordered = others.toSpliced(place, 0, moved);
    if (ordered.every(({ id }, index) => id === modules[index]?.id)) return { ok: true };
    for (const [index, { id, position }] of ordered.entries())
      if (position !== index + 1) await updateModule(tx, id, { position: index + 1 });
    const subject = { kind: "training-module", id: moduleId };
    const order = (list: readonly { code: string }[]) => ({ order: list.map(({ code }) => code) });
    const [before, then] = [order(modules), { name: moved.code, ...order(ordered) }];
    await record(tx, ctx, { pilotId, verb: "training-module.moved", subject, before, after: then });
    return { ok: true };
  });
}
