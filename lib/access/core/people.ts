import type { RoleName } from "./roles.ts";

/** People as screens get them. Times are ISO 8601, UTC. */

export type PersonRow = {
  id: string;
  name: string;
  roles: RoleName[];
  enabled: boolean;
  /** What only an admin is told; null for everybody else. */
  admin: { email: string; lastHereAt: string | null; openSessions: number; waitsUntil: string | null } | null;
};

export type InviteRow = { id: string; email: string; name: string; roles: RoleName[]; by: string; expiresAt: string };

export type PeopleView = {
  me: string;
  mayChange: boolean;
  /** By name. */
  people: PersonRow[];
  /** Open ones; empty for everybody but an admin, as is what follows. */
  invites: InviteRow[];
  addressWaits: { address: string; until: string }[];
};

export type SessionView = {
  id: string;
  address: string;
  browser: string;
  sinceAt: string;
  /** True to a minute. */
  lastSeenAt: string;
  thisOne: boolean;
};

export type AccountView = { name: string; email: string; roles: RoleName[]; sessions: SessionView[] };
