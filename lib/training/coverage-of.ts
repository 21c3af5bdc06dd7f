import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type CoveredModule, coverage, coverageUntil } from "./core/coverage.ts";
import { textIn } from "./core/language.ts";
import type { TrainingModule } from "./core/module.ts";
import { coverageAttempts } from "./coverage-attempts.ts";
import { headHash } from "./store-coverage.ts";
import { modulesOf, requirementsOf, type VersionRow, versionRowsOf } from "./store-modules.ts";
import { operatorsOf } from "./store-operators.ts";

export type Coverage = ReturnType<typeof coverage>;
/** `now`: as it is; `launch`: at the launch window's beginning where it lies ahead, else now; a number: then, in ms since 1970, or now where
 *  that is over. */
export type CoverageMoment = "now" | "launch" | number;

type Kept = { hash: string; until: number; coverage: Coverage };

/** The newest answers, by pilot and moment: all screens, the rail and readiness ask for the same. Each is one matrix of up to some MB. */
const kept = new Map<string, Kept>();
const mostKept = 8;

/** Coverage at a moment: read again only when an event came to the pilot's log, a sign-off ran out, or a new day began at the site. */
export async function coverageOf(ctx: Ctx, pilot: PilotRow, moment: CoverageMoment): Promise<Coverage> {
  const now = ctx.now().getTime();
  const key = `${pilot.id} ${pilot.version} ${moment}`;
  const hash = await headHash(ctx.db, pilot.id);
  const last = kept.get(key);
  if (hash !== null && last?.hash === hash && now < last.until && last.coverage.now <= now) return last.coverage;
  // Without an event nothing tells one state from another.
  if (hash === null) return readMatrix(ctx, pilot, moment);
  const made = await shared(`${key} ${hash}`, ctx, () => readMatrix(ctx, pilot, moment));
  keep(key, { hash, until: untilOf(made, pilot), coverage: made });
  return made;
}

const reading = new Map<string, { db: Ctx["db"]; made: Promise<Coverage> }>();

/** A page, its rail and its questions come at once: one of them reads. A transaction sees what others do not, and reads for itself. */
function shared(key: string, { db }: Ctx, read: () => Promise<Coverage>): Promise<Coverage> {
  const going = reading.get(key);
  if (going !== undefined) return going.db === db ? going.made : read();
  const made = read().finally(() => reading.delete(key));
  reading.set(key, { db, made });
  return made;
}

function keep(key: string, one: Kept): void {
  kept.delete(key);
  kept.set(key, one);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}

/** With the window's end another window may be the next; until then "launch" means its beginning or now. */
function untilOf(made: Coverage, { windowFrom }: PilotRow): number {
  const from = windowFrom?.getTime() ?? Number.POSITIVE_INFINITY;
  return Math.min(coverageUntil(made), from > made.now ? from : Number.POSITIVE_INFINITY);
}

async function readMatrix(ctx: Ctx, pilot: PilotRow, moment: CoverageMoment): Promise<Coverage> {
  const { db } = ctx;
  const versionRows = await versionRowsOf(db, pilot.id);
  const [operators, modules, requirements, attempts] = await Promise.all([
    operatorsOf(db, pilot.id),
    modulesOf(db, pilot.id),
    requirementsOf(db, pilot.id),
    coverageAttempts(db, pilot, new Map(versionRows.map((row) => [row.id, row]))),
  ]);
  const now = ctx.now().getTime();
  const { timeZone, shifts, windowFrom, windowTo } = pilot;
  const window = windowFrom && windowTo ? { fromMs: windowFrom.getTime(), toMs: windowTo.getTime() } : null;
  const at = Math.max(now, momentMs(moment, window) ?? now);
  const covered = modules.map((one) => coveredModule(one, versionRows));
  return coverage({ at, now, timeZone, shifts, window, operators, requirements, modules: covered, attempts });
}

function momentMs(moment: CoverageMoment, window: { fromMs: number } | null): number | null {
  if (moment === "now") return null;
  return moment === "launch" ? (window?.fromMs ?? null) : moment;
}

function coveredModule({ id, code, version }: TrainingModule, rows: readonly VersionRow[]): CoveredModule {
  return { id, code, name: textIn(version.name, "en"), versions: rows.filter(({ moduleId }) => moduleId === id) };
}
