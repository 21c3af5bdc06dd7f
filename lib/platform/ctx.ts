import { randomUUID } from "node:crypto";
import type { Database, Tx } from "./database.ts";

export type Role = "viewer" | "trainer" | "lead" | "admin";

/** Who acts: a signed-in person, an operator at a kiosk, or a part of Gantry itself (no roles; what these may do is what their code does). */
export type Actor = { kind: "person" | "system" | "operator"; id: string; name: string; roles: readonly Role[] };

/** What every verb and read gets first: who asks, under which request, and the database. */
export type Ctx = {
  actor: Actor;
  requestId: string;
  now(): Date;
  db: Database;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};

export function makeCtx(db: Database, actor: Actor, requestId: string = randomUUID()): Ctx {
  return { actor, requestId, now: () => new Date(), db, transaction: (work) => db.transaction(work) };
}

/** The context of a part of Gantry that acts by itself, such as `runner` or `keeper`. */
export function systemCtx(db: Database, name: string): Ctx {
  return makeCtx(db, { kind: "system", id: name, name, roles: [] });
}
