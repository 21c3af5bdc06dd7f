import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { practiceDatabaseIsOffered } from "../platform/practice-database.ts";
import type { Refused } from "../platform/result.ts";
import { type PracticeDatabase, type TestsView, testsOnPage } from "./core/test-view.ts";
import { databasesFor, practiceName } from "./practice-name.ts";
import { countTests, listTests, listTexts, newestPractice, type PracticeRecord } from "./store.ts";
import { testRow } from "./test-view.ts";

/** A pilot's database tests, newest first, with where and what can be tested. */
export async function readTests(
  ctx: Ctx,
  { pilot: slug, page = 1 }: { pilot: string; page?: number },
): Promise<({ ok: true } & TestsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id } = found.pilot;
  const [tests, total, texts, newest] = await Promise.all([
    listTests(ctx.db, id, { from: (page - 1) * testsOnPage, most: testsOnPage }),
    countTests(ctx.db, id),
    listTexts(ctx.db, id),
    newestPractice(ctx.db),
  ]);
  const offered = found.pilot.practice && practiceDatabaseIsOffered();
  return {
    ...{ ok: true, tests: tests.map(testRow), total, texts, page },
    pages: Math.max(1, Math.ceil(total / testsOnPage)),
    databases: databasesFor(found.pilot),
    practice: offered ? practiceView(newest) : null,
  };
}

function practiceView(row: PracticeRecord | null): PracticeDatabase {
  const name = practiceName;
  if (row === null) return { name, state: "none", part: "", done: 0, parts: 1, wrong: null, sizeBytes: null };
  const { state, part, done, parts, wrong, sizeBytes } = row;
  return { name, state, part, done, parts, wrong, sizeBytes };
}
