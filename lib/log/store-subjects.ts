import { inArray, sql } from "drizzle-orm";
import { checklistItems, checklists } from "#drizzle/schema/checklist.ts";
import { databaseTests } from "#drizzle/schema/database-tests.ts";
import { displays } from "#drizzle/schema/displays.ts";
import { launchRisks, launchSteps, polls, rehearsals } from "#drizzle/schema/launch.ts";
import { runs, scenarios } from "#drizzle/schema/load.ts";
import { systems } from "#drizzle/schema/pilots.ts";
import { rollouts } from "#drizzle/schema/rollout.ts";
import { operators, trainingSessions } from "#drizzle/schema/training.ts";
import type { Database } from "../platform/database.ts";
import type { Subject } from "./core/subject.ts";

/** What the record calls the things that events are about; whatever was removed keeps its name. */

type Found = { id: string; name: string | number };
type Look = (db: Database, ids: string[]) => Promise<Found[]>;

const pollNumbers: Look = (db, ids) =>
  db.select({ id: polls.id, name: polls.number }).from(polls).where(inArray(polls.id, ids));

const looks: Readonly<Record<string, Look>> = {
  run: (db, ids) => db.select({ id: runs.id, name: runs.number }).from(runs).where(inArray(runs.id, ids)),
  scenario: (db, ids) =>
    db.select({ id: scenarios.id, name: scenarios.name }).from(scenarios).where(inArray(scenarios.id, ids)),
  "database-test": (db, ids) =>
    db
      .select({ id: databaseTests.id, name: databaseTests.number })
      .from(databaseTests)
      .where(inArray(databaseTests.id, ids)),
  item: (db, ids) =>
    db
      .select({ id: checklistItems.id, name: checklistItems.title })
      .from(checklistItems)
      .where(inArray(checklistItems.id, ids)),
  checklist: (db, ids) =>
    db.select({ id: checklists.id, name: checklists.name }).from(checklists).where(inArray(checklists.id, ids)),
  step: (db, ids) =>
    db.select({ id: launchSteps.id, name: launchSteps.title }).from(launchSteps).where(inArray(launchSteps.id, ids)),
  risk: (db, ids) =>
    db.select({ id: launchRisks.id, name: launchRisks.risk }).from(launchRisks).where(inArray(launchRisks.id, ids)),
  rehearsal: (db, ids) =>
    db.select({ id: rehearsals.id, name: rehearsals.number }).from(rehearsals).where(inArray(rehearsals.id, ids)),
  system: (db, ids) => db.select({ id: systems.id, name: systems.name }).from(systems).where(inArray(systems.id, ids)),
  display: (db, ids) =>
    db
      .select({ id: displays.id, name: sql<string>`'D' || ${displays.number} || ' ' || ${displays.name}` })
      .from(displays)
      .where(inArray(displays.id, ids)),
  operator: (db, ids) =>
    db.select({ id: operators.id, name: operators.name }).from(operators).where(inArray(operators.id, ids)),
  "training-session": (db, ids) =>
    db
      .select({ id: trainingSessions.id, name: trainingSessions.number })
      .from(trainingSessions)
      .where(inArray(trainingSessions.id, ids)),
  rollout: (db, ids) =>
    db.select({ id: rollouts.id, name: rollouts.number }).from(rollouts).where(inArray(rollouts.id, ids)),
  poll: pollNumbers,
  decision: pollNumbers,
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Answers the name of a subject, or null. One question a kind. */
export async function subjectNames(
  db: Database,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => string | null> {
  const known = new Map<string, string>();
  const asked = Object.entries(looks).map(async ([kind, look]) => {
    const ids = subjects.filter((one) => one.kind === kind && uuid.test(one.id)).map(({ id }) => id);
    if (ids.length === 0) return;
    for (const { id, name } of await look(db, [...new Set(ids)])) known.set(`${kind} ${id}`, String(name));
  });
  await Promise.all(asked);
  return ({ kind, id }) => known.get(`${kind} ${id}`) ?? null;
}
