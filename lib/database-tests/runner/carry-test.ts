import type { Ctx } from "../../platform/ctx.ts";
import { logFault } from "../../platform/log.ts";
import type { PracticeDatabaseUrls } from "../../platform/practice-database.ts";
import type { ReachableDatabases } from "../../platform/timed-databases.ts";
import { untilWritten } from "../../platform/until-written.ts";
import { checkLogin } from "../edge/check-login.ts";
import { whyRefused } from "../edge/check-statement.ts";
import { hasBags } from "../edge/make-bags.ts";
import { openTarget, type Target } from "../edge/open-target.ts";
import { whyNotCarriedOn } from "../edge/plain-error.ts";
import { TargetFault } from "../edge/target-fault.ts";
import { endTest } from "../end-test.ts";
import { practiceName } from "../practice-name.ts";
import { listStatements, newestPractice, type StatementRecord, type TestRecord, updatePractice } from "../store.ts";
import { carryStatement } from "./carry-statement.ts";
import { keepProgress, type Progress } from "./keep-progress.ts";
import { type End, watchTest } from "./watch-test.ts";

export type Reach = {
  databases: ReachableDatabases;
  practice: PracticeDatabaseUrls | null;
  /** Gantry's own database, where nothing is ever timed. */
  ownUrl: string;
};

type Carried = {
  test: TestRecord;
  runnerId: string;
  leaving: AbortSignal;
  reach: Reach;
  onWake(look: (() => void) | null): void;
};

/** Carries a claimed test to its end, whatever happens to its database or to Gantry's own. */
export async function carryTest(ctx: Ctx, carried: Carried): Promise<void> {
  const { test, runnerId, leaving, onWake } = carried;
  const course = new Course();
  const progress = keepProgress(ctx, test);
  const leave = () => course.stopFor({ outcome: "interrupted", sentence: "The runner was told to end." });
  leaving.addEventListener("abort", leave, { once: true });
  if (leaving.aborted) leave();
  // The lease is renewed until the end is written.
  const watch = watchTest(ctx, { id: test.id, runnerId, stopFor: (why) => course.stopFor(why) });
  onWake(watch.look);
  try {
    const ended = await carryOut(ctx, carried, { course, progress }).catch(
      (error): End => course.cause ?? failed(error, test),
    );
    const end = { id: test.id, runnerId, ...(course.cause ?? ended), abandoned: null, unstored: progress.unstored() };
    await untilWritten({ what: `the end of database test ${test.number}`, leaving }, () => endTest(ctx, end));
  } finally {
    onWake(null);
    watch.stop();
    leaving.removeEventListener("abort", leave);
  }
}

/** What ends the test before its planned end, when anything does; the first cause counts. */
class Course {
  cause: End | null = null;
  target: Target | null = null;

  stopFor(why: End): void {
    if (this.cause !== null) return;
    this.cause = why;
    this.target?.stop();
  }

  carriedBy(target: Target): void {
    this.target = target;
    if (this.cause !== null) target.stop();
  }
}

function failed(error: unknown, { number }: TestRecord): End {
  if (error instanceof TargetFault) return { outcome: "failed", sentence: whyNotCarriedOn(error) };
  logFault(`database test ${number} could not be carried on`, error);
  return {
    outcome: "interrupted",
    sentence:
      "Gantry could not carry it on, for a reason on its own side and not at the tested database. The runner's log says which.",
  };
}

type Held = { course: Course; progress: Progress };

async function carryOut(ctx: Ctx, { test, reach }: Carried, { course, progress }: Held): Promise<End> {
  const place = await placeOf(ctx, test, reach);
  if (!place.ok) return { outcome: "refused", sentence: place.sentence };
  const target = openTarget(place.url);
  course.carriedBy(target);
  const isStopping = () => course.cause !== null;
  try {
    return await carry(ctx, { test, target, progress, ownUrl: reach.ownUrl, isStopping });
  } finally {
    await target.close();
  }
}

type Place = { ok: true; url: string } | { ok: false; sentence: string };

async function placeOf(ctx: Ctx, { database, environment }: TestRecord, reach: Reach): Promise<Place> {
  if (database === practiceName) return practicePlace(ctx, reach);
  const found = reach.databases[database];
  if (found === undefined)
    return { ok: false, sentence: `This runner knows no database ${database}; see databases in its gantry.yaml.` };
  if (found.environment !== environment || found.environment === "production")
    return { ok: false, sentence: `To this runner ${database} is ${found.environment}, not ${environment}.` };
  return { ok: true, url: found.url };
}

async function practicePlace(ctx: Ctx, { practice }: Reach): Promise<Place> {
  if (practice === null) return { ok: false, sentence: "This runner has no practice database." };
  const made = await newestPractice(ctx.db);
  if (made?.state !== "ready") return { ok: false, sentence: "The practice database is not made yet. Make it first." };
  const there = await hasBags(practice.readerUrl).catch((error) => {
    throw new TargetFault(error);
  });
  if (there) return { ok: true, url: practice.readerUrl };
  await updatePractice(ctx.db, { id: made.id, from: ["ready"] }, { state: "gone" });
  return {
    ok: false,
    sentence:
      "The practice database is empty: its PostgreSQL did not end properly, and it is not kept through that. Make it anew.",
  };
}

type Work = { test: TestRecord; target: Target; progress: Progress; ownUrl: string; isStopping(): boolean };

async function carry(ctx: Ctx, work: Work): Promise<End> {
  const { test, target, progress, ownUrl, isStopping } = work;
  const login = await checkLogin(target, { environment: test.environment, ownUrl });
  if (!login.ok) return { outcome: "refused", sentence: login.sentence };
  await progress.noteServer(login.server);
  const statements = await listStatements(ctx.db, test.id);
  const refused = await refuseThoseThatAct(work, statements);
  if (refused > 0) return { outcome: "refused", sentence: refusedSentence(refused, statements.length) };
  for (const statement of statements) {
    if (isStopping()) break;
    await carryStatement({ statement, target, timeLimitMs: test.timeLimitMs, progress, isStopping });
  }
  const each = statements.length === 1 ? "Its statement was" : `All ${statements.length} statements were`;
  return { outcome: "completed", sentence: `${each} carried out.` };
}

/** All of them before the first one is carried out; answers how many. */
async function refuseThoseThatAct(work: Work, statements: readonly StatementRecord[]): Promise<number> {
  const { target, progress, isStopping } = work;
  let refused = 0;
  for (const statement of statements) {
    if (isStopping()) break;
    const wrong = await whyRefused(target, statement);
    if (wrong === null) continue;
    refused++;
    await progress.note(statement, { ending: "refused", wrong });
  }
  return refused;
}

function refusedSentence(refused: number, all: number): string {
  const of = refused === 1 ? "1 statement is" : `${refused} statements are`;
  return `${of} refused, so none of the ${all} was carried out.`;
}
