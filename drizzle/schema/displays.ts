import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { Board, DisplayReport, WallLanguage } from "#lib/displays/core/display.ts";
import { pilots } from "./pilots.ts";

/** Screens on a wall. */

const tstzAt = (name: string) => timestamp(name, { withTimezone: true });

export const displays = pgTable(
  "displays",
  {
    id: uuid().primaryKey(),
    pilotId: uuid("pilot_id")
      .notNull()
      .references(() => pilots.id),
    number: integer().notNull(),
    name: text().notNull(),
    place: text().notNull(),
    boards: jsonb().$type<Board[]>().notNull(),
    language: text().$type<WallLanguage>().notNull(),
    sound: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    /** Of what the screen carries only the SHA-256 is kept. */
    tokenHash: text("token_hash").notNull().unique(),
    pairedAt: tstzAt("paired_at").notNull(),
    pairedBy: text("paired_by").notNull(),
    revokedAt: tstzAt("revoked_at"),
    revokedBy: text("revoked_by"),
    lastSeenAt: tstzAt("last_seen_at"),
    lastAddress: text("last_address"),
    report: jsonb().$type<DisplayReport>(),
    /** A lead asked it to load its page anew; it does so at the next quiet time, once. */
    reloadAskedAt: tstzAt("reload_asked_at"),
    /** Until then it shows its name large, so that it can be told from the others. */
    showNameUntil: tstzAt("show_name_until"),
  },
  (t) => [
    unique("displays_number").on(t.pilotId, t.number),
    check("displays_boards", sql`jsonb_array_length(${t.boards}) between 1 and 4`),
  ],
);

/** Codes that screens show until somebody types them, as RFC 8628's user codes. */
export const displayCodes = pgTable(
  "display_codes",
  {
    id: uuid().primaryKey(),
    codeHash: text("code_hash").notNull().unique(),
    tokenHash: text("token_hash").notNull().unique(),
    address: text().notNull(),
    madeAt: tstzAt("made_at").notNull(),
    expiresAt: tstzAt("expires_at").notNull(),
  },
  (t) => [index("display_codes_expiry").on(t.expiresAt)],
);
