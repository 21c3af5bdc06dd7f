import { bigint, boolean, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { bytea } from "./bytea.ts";

/** One row: which secret this database belongs to, and what guards the event log here. */
export const installation = pgTable("installation", {
  id: integer().primaryKey(),
  secretFingerprint: text("secret_fingerprint").notNull(),
  /** False where the login may not create roles: then triggers and the chain alone guard the log. */
  separateRoles: boolean("separate_roles").notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});

/** Random keys, each wrapped under a key made from the installation's secret. Old ones stay for verifying. */
export const keys = pgTable(
  "keys",
  {
    id: uuid().primaryKey(),
    purpose: text({ enum: ["chain", "pin", "sealing"] }).notNull(),
    number: integer().notNull(),
    wrapped: bytea().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [unique("keys_number").on(t.purpose, t.number)],
);

/** What people and rules decided, and states that changed. Append-only: grants and triggers refuse anything else. */
export const events = pgTable(
  "events",
  {
    id: uuid().primaryKey(),
    /** `installation`, or the pilot's id. */
    chain: text().notNull(),
    pilotId: uuid("pilot_id"),
    sequence: bigint({ mode: "number" }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    actorKind: text("actor_kind", { enum: ["person", "system", "operator"] }).notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    verb: text().notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    before: jsonb(),
    after: jsonb(),
    reason: text(),
    /** SHA-256 over the act rows this event stands for, where there are any. */
    actsDigest: text("acts_digest"),
    keyNumber: integer("key_number").notNull(),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea().notNull(),
  },
  (t) => [
    unique("events_sequence").on(t.chain, t.sequence),
    index("events_subject").on(t.chain, t.subjectKind, t.subjectId, t.sequence),
  ],
);

/** The newest event of each chain; locked by every writer until it commits. */
export const chainHeads = pgTable("chain_heads", {
  chain: text().primaryKey(),
  sequence: bigint({ mode: "number" }).notNull(),
  hash: bytea().notNull(),
});
