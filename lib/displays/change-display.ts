import { changedFields } from "../pilots/core/edit.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { serverVersion } from "../platform/server-version.ts";
import type { DisplayView } from "./core/display.ts";
import { numberName } from "./core/number-name.ts";
import { displayView, settingsOf } from "./display-view.ts";
import type { ChangeDisplay } from "./input.ts";
import { type DisplayAsked, type OpenRefusals, openDisplay } from "./open-display.ts";
import { changedSince, updateDisplay } from "./store.ts";

type Refusals = OpenRefusals | "display-changed";

/** Changes what a display is called, where it hangs and what it shows; what is the same changes nothing. Refuses display-changed when
 *  somebody else has saved since `version`. */
export async function changeDisplay(
  ctx: Ctx,
  { pilot, display: id, version, ...asked }: ChangeDisplay & DisplayAsked,
): Promise<{ ok: true; display: DisplayView } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openDisplay(tx, { pilot, display: id });
    if (!found.ok) return found;
    const { display } = found;
    if (display.version !== version) {
      const by = (await changedSince(tx, display, version)) ?? "Somebody";
      return refuse("display-changed", { says: { by, display: numberName(display) } });
    }
    const [now, wanted] = [settingsOf(display), given(asked)];
    const changed = changedFields(now, wanted);
    if (changed.length === 0) return { ok: true, display: displayView(display, serverVersion()) };
    const row = await updateDisplay(tx, id, wanted);
    const of = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([one]) => changed.includes(one)));
    const about = { pilotId: row.pilotId, verb: "display.changed", subject: { kind: "display", id } };
    await record(tx, ctx, { ...about, before: of(now), after: { ...of(settingsOf(row)), version: row.version } });
    return { ok: true, display: displayView(row, serverVersion()) };
  });
}

type Settings = Omit<ChangeDisplay, "version">;
type Given = { [name in keyof Settings]?: Exclude<Settings[name], undefined> };

/** Without what was left out. */
function given(asked: Settings): Given {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
