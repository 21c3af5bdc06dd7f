import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

/** A launch on one site: everything the product records belongs to a pilot. */
export const pilots = pgTable("pilots", {
  id: uuid().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  site: text().notNull(),
  timeZone: text("time_zone").notNull(),
  /** Its systems are the practice plant; shown as practice everywhere. */
  practice: boolean().notNull().default(false),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

/** What a pilot may reach. Nothing is reached that is not named here. */
export const systems = pgTable(
  "systems",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    name: text().notNull(),
    baseUrl: text("base_url").notNull(),
    environment: text({ enum: ["practice", "test", "staging", "production"] }).notNull(),
    role: text({ enum: ["legacy", "new", "other"] }).notNull(),
    reason: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    unique("systems_name_once_a_pilot").on(t.pilotId, t.name),
    check("systems_environment", sql`${t.environment} in ('practice', 'test', 'staging', 'production')`),
    check("systems_role", sql`${t.role} in ('legacy', 'new', 'other')`),
  ],
);

/** An admin's leave for one load run against one production system, until `expiresAt`; used up by the run that takes it. */
export const productionUnlocks = pgTable(
  "production_unlocks",
  {
    id: uuid().primaryKey(),
    systemId: uuid("system_id")
      .notNull()
      .references(() => systems.id),
    reason: text().notNull(),
    grantedBy: text("granted_by").notNull(),
    grantedAt: timestamp("granted_at", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    usedByRunId: uuid("used_by_run_id"),
  },
  (t) => [index("production_unlocks_system").on(t.systemId, t.expiresAt)],
);
