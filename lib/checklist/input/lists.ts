import { z } from "zod";
import { PilotPath } from "../../pilots/input.ts";
import { pausePoints, trainingScopes } from "../core/item.ts";
import { Probe } from "./probe.ts";
import { line, why, words } from "./text.ts";

/** What comes in about lists and their items. Safe for the browser. */

export const ListPath = PilotPath.extend({ list: z.uuid() });
export const ItemPath = PilotPath.extend({ item: z.uuid() });
export const PausePointPath = PilotPath.extend({ point: z.enum(pausePoints) });

const name = line(80).min(1, "give it a name");
/** Which state of the list the form showed. Another one there now: somebody else has saved, and nothing is overwritten. */
const version = z.number().int().min(1).max(2_147_483_647);
const pausePoint = z.enum(pausePoints, "choose a pause point");

export const AddList = z.strictObject({ name, pausePoint });
export type AddList = z.output<typeof AddList>;

export const ChangeList = z.strictObject({ version, name, pausePoint });
export type ChangeList = z.output<typeof ChangeList>;

export const Remove = z.strictObject({ version, why });
export type Remove = z.output<typeof Remove>;

const seconds = (least: number, most: number) => z.number().int().min(least).max(most);

const probeRule = z.strictObject({
  kind: z.literal("probe"),
  probe: Probe.nullable(),
  everySeconds: seconds(5, 86_400).default(30),
  timeoutSeconds: seconds(1, 60).default(5),
});
const run = z.strictObject({
  scenario: line(120).min(1),
  profile: line(200).min(1),
  environment: z.enum(["practice", "test", "staging", "production"]),
});
const to = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("run"), name: line(80).min(1, "name the run"), run: run.nullable().default(null) }),
  z.strictObject({ what: z.literal("parity") }),
  z.strictObject({ what: z.literal("rehearsal"), mostMinutes: z.number().int().min(1).max(1_440) }),
  z.strictObject({ what: z.literal("training"), scope: z.enum(trainingScopes, "choose who has to be signed") }),
]);
const rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attested"), needsFile: z.boolean().default(false) }),
  probeRule,
  z.strictObject({ kind: z.literal("linked"), to }),
]);

const fields = {
  station: line(80).min(1, "name its station"),
  title: line(160).min(1, "say what is checked"),
  asks: words(1_000).min(1, "say what has to be seen"),
  isKiller: z.boolean(),
  needsVerification: z.boolean(),
  validForSeconds: seconds(10, 31_536_000).nullable(),
  owner: line(80).default(""),
  rule,
};
type Fields = z.output<z.ZodObject<typeof fields>>;

/** What a form lets in and cannot hold together. */
function fitsTogether({ rule, needsVerification, validForSeconds }: Fields, check: z.RefinementCtx): void {
  const wrong = (path: string[], message: string) => check.addIssue({ code: "custom", path, message });
  if (rule.kind !== "attested" && needsVerification)
    wrong(["needsVerification"], "only what a person answers is confirmed by a second one");
  if (rule.kind !== "probe") return;
  if (rule.timeoutSeconds > rule.everySeconds)
    wrong(["rule", "timeoutSeconds"], "it has to give up before it is due again");
  const least = rule.everySeconds + rule.timeoutSeconds;
  if (validForSeconds !== null && validForSeconds < least)
    wrong(["validForSeconds"], `a result comes every ${least} s at the latest: let it count at least as long`);
}

export const ItemFields = z.strictObject(fields).superRefine(fitsTogether);
export type ItemFields = z.output<typeof ItemFields>;

/** `version`: of its list, as everywhere here. */
export const AddItem = z.strictObject({ version, ...fields }).superRefine(fitsTogether);
export type AddItem = z.output<typeof AddItem>;

export const ChangeItem = z.strictObject({ version, ...fields }).superRefine(fitsTogether);
export type ChangeItem = z.output<typeof ChangeItem>;

/** `before`: the item that it comes to stand ahead of; null: at the end. `version`: of the list where it goes. */
export const MoveItem = z.strictObject({ version, list: z.uuid(), before: z.uuid().nullable() });
export type MoveItem = z.output<typeof MoveItem>;

/** The lists of a template. */
export const TemplateLists = z.array(z.strictObject({ name, pausePoint, items: z.array(ItemFields).max(100) })).max(20);
export type TemplateLists = z.output<typeof TemplateLists>;
