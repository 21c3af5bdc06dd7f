import path from "node:path";
import { findPilot } from "../pilots/store.ts";
import type { Database } from "../platform/database.ts";
import type { MirrorSettings } from "./core/mirror-settings.ts";
import type { GuardUpstream } from "./edge/guard-upstream.ts";
import { readKeptConfig } from "./edge/mirror/kept-config.ts";
import { askMirror } from "./edge/mirror-admin.ts";
import { mirrorAddress, mirrorFigures } from "./edge/mirror-figures.ts";
import type { MirrorConfig } from "./input/mirror-config.ts";
import { findRuleSet } from "./store.ts";
import { newestMirror, saveMirrorState } from "./store-mirrors.ts";
import { type SecretSource, toldConfig } from "./told-config.ts";

/** Stands between a mirror and the database, in a process beside the mirror: hands it the newest set-up, and says how it is. When this is
 *  away, the mirror goes on by what it keeps. */

export type FollowOptions = {
  /** The mirror's own. */
  folder: string;
  db(): Promise<Database>;
  secretOf: SecretSource;
  guard: GuardUpstream;
};

/** One round. Rejects when the mirror or the database does not answer; nothing is lost then but time. */
export async function followMirror({ folder, db: open, secretOf, guard }: FollowOptions): Promise<void> {
  const socket = path.join(folder, "admin.sock");
  const kept = readKeptConfig(folder);
  if (kept === null) return;
  const db = await open();
  const pilot = await findPilot(db, kept.pilot);
  if (pilot === null) return;
  const newest = await newestMirror(db, pilot.id, kept.name);
  const { set, secrets } = await findRuleSet(db, pilot.id);
  const told = { settings: newest?.settings, rules: { endpoints: set.endpoints, secrets } };
  const before = mirrorAddress((await askMirror(socket, "GET /figures")).json);
  const refused = await handOver(socket, { kept, told, secretOf, guard, port: before.port });
  const now = readKeptConfig(folder) ?? kept;
  const { json } = await askMirror(socket, "GET /figures");
  const [figures, { host, port }] = [mirrorFigures(json, now), mirrorAddress(json)];
  await saveMirrorState(db, {
    ...{ pilotId: pilot.id, name: kept.name, address: `http://${host}:${port}`, figures, refused },
    // While it refuses the newest, what was told of it before stays.
    ...(refused === null ? { versionApplied: newest?.version ?? null } : {}),
  });
}

type Handing = {
  kept: MirrorConfig;
  told: { settings: MirrorSettings | undefined; rules: Parameters<typeof toldConfig>[1]["rules"] };
  secretOf: SecretSource;
  guard: GuardUpstream;
  /** Where the mirror listens. */
  port: number;
};

/** Null: it goes by it, or there is nothing to go by. Else why not, in a sentence. */
async function handOver(socket: string, { kept, told, secretOf, guard, port }: Handing): Promise<string | null> {
  const { settings, rules } = told;
  if (settings === undefined) return null;
  const next = toldConfig(kept, { settings, rules }, secretOf);
  if (!next.ok) return next.sentence;
  if (JSON.stringify(next.config) === JSON.stringify(kept)) return null;
  for (const one of [settings.legacy, settings.candidate, settings.twin]) {
    const resolved = one === null ? null : await guard(one.url, port);
    if (resolved !== null && !resolved.ok) return resolved.sentence;
  }
  const { status, json } = await askMirror(socket, "PUT /config", next.config);
  return status === 200 ? null : String(Object(json).detail);
}
