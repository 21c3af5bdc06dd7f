import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { MirrorFigures, MirrorSettings } from "#lib/shadow/core/mirror-settings.ts";
import { pilots } from "./pilots.ts";

/** Mirrors as they are set up, and as they last said they were. A mirror itself needs none of this: it keeps what it was told. */

const pilotId = () =>
  uuid("pilot_id")
    .notNull()
    .references(() => pilots.id);
const at = (name: string) => timestamp(name, { withTimezone: true }).notNull();

/** A version once written is never changed; the newest is the one that counts. */
export const shadowMirrorVersions = pgTable(
  "shadow_mirror_versions",
  {
    pilotId: pilotId(),
    name: text().notNull(),
    version: integer().notNull(),
    settings: jsonb().$type<MirrorSettings>().notNull(),
    change: text({ enum: ["configured", "paused", "resumed"] }).notNull(),
    why: text().notNull(),
    by: text().notNull(),
    at: at("at"),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.name, t.version] })],
);

/** What a mirror says of itself every other second: data, not events. */
export const shadowMirrorStates = pgTable(
  "shadow_mirror_states",
  {
    pilotId: pilotId(),
    name: text().notNull(),
    /** By the database's clock, so that its age means something. */
    heardAt: at("heard_at"),
    /** Null: it goes by its own configuration file. */
    versionApplied: integer("version_applied"),
    /** Why it does not go by the newest version, in a sentence. */
    refused: text(),
    /** Where clients reach it. */
    address: text().notNull(),
    figures: jsonb().$type<MirrorFigures>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.pilotId, t.name] })],
);
