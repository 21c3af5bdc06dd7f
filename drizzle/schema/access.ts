import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true });
const roles = () =>
  text({ enum: ["viewer", "trainer", "lead", "admin"] })
    .array()
    .notNull();

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text("password_hash").notNull(),
    roles: roles(),
    disabledAt: at("disabled_at"),
    createdAt: at("created_at").notNull(),
    /** Told once a minute at most; null: never signed in. */
    lastHereAt: at("last_here_at"),
  },
  (t) => [uniqueIndex("users_email_once").on(sql`lower(${t.email})`)],
);

/** Sessions that are open. A browser carries the id in its encrypted cookie; without the row the cookie opens nothing. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    address: text().notNull(),
    /** In plain words, such as "Firefox on Linux". */
    browser: text().notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    /** Told once a minute at most. */
    lastSeenAt: at("last_seen_at").notNull(),
  },
  (t) => [index("sessions_of_user").on(t.userId, t.createdAt), index("sessions_expiry").on(t.expiresAt)],
);

/** One-time links by which the first admin is named. Only the token's SHA-256 is kept. */
export const setUpLinks = pgTable("set_up_links", {
  tokenHash: text("token_hash").primaryKey(),
  createdAt: at("created_at").notNull(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
});

/** One-time links that an admin hands over: an invitation, or a new password for somebody. Only the token's SHA-256 is kept. */
export const accountLinks = pgTable(
  "account_links",
  {
    id: uuid().primaryKey(),
    tokenHash: text("token_hash").notNull(),
    kind: text({ enum: ["invite", "reset"] }).notNull(),
    /** Whose password a reset sets; null in an invitation. */
    personId: uuid("person_id").references(() => users.id),
    email: text().notNull(),
    name: text().notNull(),
    roles: roles(),
    madeById: text("made_by_id").notNull(),
    madeByName: text("made_by_name").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
    revokedAt: at("revoked_at"),
  },
  (t) => [
    uniqueIndex("account_links_token").on(t.tokenHash),
    uniqueIndex("account_links_one_open_invite")
      .on(sql`lower(${t.email})`)
      .where(sql`${t.kind} = 'invite' and ${t.usedAt} is null and ${t.revokedAt} is null`),
    check("account_links_person", sql`(${t.kind} = 'reset') = (${t.personId} is not null)`),
  ],
);

/** Wrong passwords, by account and place. See docs/adr/0010-sign-in-waits-by-place.md. */
export const signInTries = pgTable(
  "sign_in_tries",
  {
    /** HMAC of the e-mail address that was typed, known or not; empty: all accounts from one address. */
    account: text().notNull(),
    /** `address …`, `device …` or `session …`. */
    place: text().notNull(),
    wrong: integer().notNull(),
    /** From when on wrong tries are being forgiven. */
    since: at("since").notNull(),
    waitsUntil: at("waits_until"),
    lastTryAt: at("last_try_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.place] }), index("sign_in_tries_age").on(t.lastTryAt)],
);
