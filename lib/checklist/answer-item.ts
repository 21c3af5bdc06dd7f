import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { heardText } from "./core/heard-text.ts";
import type { AnswerItem } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Heard, type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";
import { filesAmong } from "./store-evidence.ts";

type Own = "item-moved-on" | "item-rule-changed" | "evidence-not-found";

/** Answers an item: whether it holds, and what was seen. Whoever answers on what was overtaken is told what came in between. */
export async function answerItem(
  ctx: Ctx,
  { holds, says, files, seen, ruleVersion, ...asked }: ItemAsked & AnswerItem,
): Promise<Said | SayRefused | Refused<Own>> {
  const own = [...new Set(files)];
  return sayAboutItem<Own>(ctx, asked, {
    act: { do: "answered", holds, says, files: own },
    hears: async (heard) => movedOn(heard, seen) ?? ruleChanged(heard, ruleVersion) ?? (await filesMissing(heard, own)),
  });
}

function movedOn({ acts }: Heard, seen: string | null): Refused<"item-moved-on"> | null {
  const place = acts.findIndex(({ id }) => id === seen);
  const since = acts.slice(place + 1);
  return since.length === 0 ? null : refuse("item-moved-on", { says: { what: heardText(since) } });
}

function ruleChanged({ item }: Heard, ruleVersion: number): Refused<"item-rule-changed"> | null {
  return item.ruleVersion === ruleVersion ? null : refuse("item-rule-changed");
}

async function filesMissing(
  { tx, item }: Heard,
  ids: readonly string[],
): Promise<Refused<"evidence-not-found"> | null> {
  const found = await filesAmong(tx, item.pilotId, ids);
  return found.length === ids.length ? null : refuse("evidence-not-found");
}
