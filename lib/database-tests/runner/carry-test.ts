import type { Ctx } from "../../platform/ctx.ts";
import type { PracticeDatabaseUrls } from "../../platform/practice-database.ts";
import type { ReachableDatabases } from "../../platform/timed-databases.ts";
import { checkLogin } from "../edge/check-login.ts";
import { whyRefused } from "../edge/check-statement.ts";
import { hasBags } from "../edge/make-bags.ts";
import { openTarget, type Target } from "../edge/open-target.ts";
import { whyAway, whyWrong } from "../edge/plain-error.ts";
import { endTest } from "../end-test.ts";
import { practiceName } from "../practice-name.ts";
import {
  listStatements,
  newestPractice,
  type StatementRecord,
  type TestRecord,
  updatePractice,
  updateStatement,
  updateTest,
} from "../store.ts";
import { carryStatement } from "./carry-statement.ts";
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

/** Carries a claimed test to its end, whatever happens to its database. */
export async function carryTest(ctx: Ctx, { test, runnerId, leaving, reach, onWake }: Carried): Promise<void> {
  const place = await placeOf(ctx, test, reach).catch((error): Place => ({ ok: false, ...failed(error) }));
  const end = (how: End) => endTest(ctx, { id: test.id, ...how, runnerId, abandoned: null }).then(() => {});
  if (!place.ok) return end({ outcome: place.outcome ?? "refused", sentence: place.sentence });
  const target = openTarget(place.url);
  const stopping: { why: End | null } = { why: null };
  const stopFor = (why: End) => {
    if (stopping.why !== null) return;
    stopping.why = why;
    target.stop();
  };
  const leave = () => stopFor({ outcome: "interrupted", sentence: "The runner was told to end." });
  leaving.addEventListener("abort", leave, { once: true });
  if (leaving.aborted) leave();
  const watch = watchTest(ctx, { id: test.id, runnerId, stopFor });
  onWake(watch.look);
  try {
    const ended = await carry(ctx, { test, target, ownUrl: reach.ownUrl, isStopping: () => stopping.why !== null });
    await end(stopping.why ?? ended);
  } catch (error) {
    await end(stopping.why ?? failed(error));
  } finally {
    onWake(null);
    watch.stop();
    leaving.removeEventListener("abort", leave);
    await target.close();
  }
}

function failed(error: unknown): End {
  const away = whyAway(error);
  const sentence = away === null ? whyWrong(error) : `The database does not answer: ${away}`;
  return { outcome: "failed", sentence };
}

type Place = { ok: true; url: string } | { ok: false; sentence: string; outcome?: End["outcome"] };

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
  if (await hasBags(practice.readerUrl)) return { ok: true, url: practice.readerUrl };
  await updatePractice(ctx.db, { id: made.id, from: ["ready"] }, { state: "gone" });
  return {
    ok: false,
    sentence:
      "The practice database is empty: its PostgreSQL did not end properly, and it is not kept through that. Make it anew.",
  };
}

type Work = { test: TestRecord; target: Target; ownUrl: string; isStopping(): boolean };

async function carry(ctx: Ctx, { test, target, ownUrl, isStopping }: Work): Promise<End> {
  const login = await checkLogin(target, { environment: test.environment, ownUrl });
  if (!login.ok) return { outcome: "refused", sentence: login.sentence };
  await updateTest(ctx.db, test.id, { server: login.server });
  const statements = await listStatements(ctx.db, test.id);
  const refused = await refuseThoseThatAct(ctx, target, statements);
  if (refused > 0) return { outcome: "refused", sentence: refusedSentence(refused, statements.length) };
  for (const statement of statements) {
    if (isStopping()) break;
    await carryStatement(ctx, { statement, target, timeLimitMs: test.timeLimitMs, isStopping });
  }
  const each = statements.length === 1 ? "Its statement was" : `All ${statements.length} statements were`;
  return { outcome: "completed", sentence: `${each} carried out.` };
}

/** All of them before the first one is carried out; answers how many. */
async function refuseThoseThatAct(ctx: Ctx, target: Target, statements: readonly StatementRecord[]): Promise<number> {
  let refused = 0;
  for (const statement of statements) {
    const wrong = await whyRefused(target, statement);
    if (wrong === null) continue;
    refused++;
    await updateStatement(ctx.db, statement, { ending: "refused", wrong });
  }
  return refused;
}

function refusedSentence(refused: number, all: number): string {
  const of = refused === 1 ? "1 statement is" : `${refused} statements are`;
  return `${of} refused, so none of the ${all} was carried out.`;
}
