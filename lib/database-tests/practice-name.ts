import type { ToldDatabase } from "../platform/core/timed-database.ts";
import { practiceDatabaseIsOffered } from "../platform/practice-database.ts";
import { databasesOf } from "../platform/timed-databases.ts";

/** What the practice database is called among a pilot's; a name of gantry.yaml has no blank in it. */
export const practiceName = "practice bags";

/** Where a pilot's statements may be timed: as gantry.yaml says, and in the practice pilot the practice database. */
export function databasesFor({ slug, practice }: { slug: string; practice: boolean }): ToldDatabase[] {
  const offered = practice && practiceDatabaseIsOffered();
  return [...(offered ? [{ name: practiceName, environment: "practice" as const }] : []), ...databasesOf(slug)];
}
