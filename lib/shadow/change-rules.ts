import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { RuleSet } from "./core/rules.ts";
import type { Opened } from "./open-shadow.ts";
import { findRuleSet, insertRecompare, insertRuleSet } from "./store.ts";
import { countPairs } from "./store-kept.ts";

export type RulesChanged = { ok: true; version: number };
type Change = {
  opened: Opened;
  /** What changed, in a few words: `rule accepted`. */
  change: string;
  why: string;
  /** What the log says of it. */
  after: unknown;
  set?: Partial<Omit<RuleSet, "version">>;
  secrets?: string[];
};

/** Writes a new version of the rules and has kept pairs compared anew under it. Last in its transaction, but for what follows in the log. */
export async function changeRules(tx: Tx, ctx: Ctx, change: Change): Promise<RulesChanged> {
  const { opened, why } = change;
  const pilotId = opened.pilot.id;
  const old = await findRuleSet(tx, pilotId);
  const at = ctx.now();
  const row = {
    ...{ pilotId, change: change.change, why, by: ctx.actor.name, at },
    ...{ set: { ...old.set, ...change.set }, secrets: change.secrets ?? old.secrets },
  };
  const version = await insertRuleSet(tx, { version: opened.shadow.ruleVersion, row });
  const total = await countPairs(tx, pilotId);
  const ended = total === 0 ? { endedAt: at } : {};
  await insertRecompare(tx, { pilotId, version, total, startedAt: at, ...ended });
  await record(tx, ctx, {
    pilotId,
    verb: "shadow-rules.changed",
    subject: { kind: "shadow-rules", id: String(version) },
    before: { version: version - 1 },
    after: { version, change: change.change, what: change.after },
    reason: why,
  });
  return { ok: true, version };
}
