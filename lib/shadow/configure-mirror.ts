import { v7 as uuidv7 } from "uuid";
import { readPilot } from "../pilots/read-pilot.ts";
import { findSystem, type SystemRow, takeUnlock } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type MirrorSettings, type MirrorUpstream, productionTouched, unusableUrl } from "./core/mirror-settings.ts";
import type { GuardUpstream } from "./edge/guard-upstream.ts";
import type { ConfigureMirror } from "./input/set-up-mirror.ts";
import { openShadow } from "./open-shadow.ts";
import { insertMirrorVersion, newestMirror } from "./store-mirrors.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "system-not-found"
  | "mirror-address"
  | "mirror-to-itself"
  | "mirror-changed"
  | "production-name-differs"
  | "mirror-production-locked";
type Asked = ConfigureMirror & { pilot: string; mirror: string };
export type MirrorConfigured = { ok: true; version: number };

/** Thrown, so that unlocks taken in the same transaction are given back. */
class Locked extends Error {}

/** Writes the next version of a mirror's set-up; the mirror itself fetches it. Only named systems, checked by the rules of a load run's
 *  target; a production system that is newly sent something needs its name typed and an admin's live unlock, which this uses up. */
export async function configureMirror(
  ctx: Ctx,
  asked: Asked,
  guard: GuardUpstream,
): Promise<MirrorConfigured | Refused<Refusals>> {
  const found = await readPilot(ctx, asked.pilot);
  if (!found.ok) return found;
  const chosen = await settingsOf(ctx, found.pilot.id, asked, guard);
  if (!chosen.ok) return chosen;
  return ctx
    .transaction((tx) => write(tx, ctx, asked, chosen.settings))
    .catch((error: unknown) => {
      if (error instanceof Locked) return refuse("mirror-production-locked", { says: { name: error.message } });
      throw error;
    });
}

async function write(
  tx: Tx,
  ctx: Ctx,
  { pilot, mirror: name, version: shown, typed, why }: Asked,
  asked: MirrorSettings,
): Promise<MirrorConfigured | Refused<Refusals>> {
  const opened = await openShadow(tx, pilot);
  if (!opened.ok) return opened;
  const pilotId = opened.pilot.id;
  const old = await newestMirror(tx, pilotId, name);
  if ((old?.version ?? 0) !== shown) return refuse("mirror-changed", { says: { by: old?.by ?? "somebody" } });
  // Pausing and resuming are acts of their own.
  const settings = { ...asked, mirroring: old?.settings.mirroring ?? true };
  const touched = productionTouched(old?.settings ?? null, settings);
  const untyped = touched.find((one) => !typed.includes(one.name));
  if (untyped) return refuse("production-name-differs", { says: { name: untyped.name } });
  const unlocks = await takeUnlocks(tx, touched, ctx.now());
  const version = shown + 1;
  const by = ctx.actor.name;
  await insertMirrorVersion(tx, { pilotId, name, version, settings, change: "configured", why, by, at: ctx.now() });
  const after = { version, ...settings, ...(unlocks.length > 0 ? { unlocks } : {}) };
  const subject = { kind: "shadow-mirror", id: name };
  const before = old && { version: old.version, ...old.settings };
  await record(tx, ctx, { pilotId, verb: "shadow-mirror.configured", subject, before, after, reason: why });
  return { ok: true, version };
}

async function takeUnlocks(tx: Tx, touched: readonly MirrorUpstream[], now: Date): Promise<object[]> {
  const taken: object[] = [];
  for (const { systemId, name } of touched) {
    const reason = await takeUnlock(tx, { systemId, runId: uuidv7(), now });
    if (reason === null) throw new Locked(name);
    taken.push({ system: name, reason });
  }
  return taken;
}

type Chosen = { ok: true; settings: MirrorSettings } | Refused<Refusals>;

async function settingsOf(ctx: Ctx, pilotId: string, asked: Asked, guard: GuardUpstream): Promise<Chosen> {
  const places = { legacy: asked.legacy, candidate: asked.candidate?.systemId, twin: asked.twin?.systemId };
  const named: Partial<Record<keyof typeof places, MirrorUpstream>> = {};
  for (const place of ["legacy", "candidate", "twin"] as const) {
    const id = places[place];
    if (id === undefined) continue;
    const system = await findSystem(ctx.db, pilotId, id);
    if (system === null || system.removedAt !== null) return refuse("system-not-found", { says: { why: "" } });
    const wrong = await unusable(system, guard);
    if (wrong !== null) return wrong;
    named[place] = upstreamOf(system);
  }
  const { legacy, candidate, twin } = named;
  if (legacy === undefined) return refuse("system-not-found", { says: { why: "" } });
  if (candidate && candidate.url === legacy.url) return refuse("mirror-to-itself", { says: { name: legacy.name } });
  const with_ = (upstream: MirrorUpstream | undefined, { logins = [], passCredentials = false }: Copied) =>
    upstream === undefined ? null : { ...upstream, logins, passCredentials };
  const { sampling, writes, redaction, captureBytes } = asked;
  const copies = { candidate: with_(candidate, asked.candidate ?? {}), twin: with_(twin, asked.twin ?? {}) };
  return { ok: true, settings: { legacy, ...copies, mirroring: true, sampling, writes, redaction, captureBytes } };
}

type Copied = { logins?: { header: string; secret: string }[]; passCredentials?: boolean };

function upstreamOf({ id, name, baseUrl, environment }: SystemRow): MirrorUpstream {
  return { systemId: id, name, url: baseUrl, environment };
}

async function unusable({ name, baseUrl }: SystemRow, guard: GuardUpstream): Promise<Refused<"mirror-address"> | null> {
  const wrong = unusableUrl(baseUrl);
  if (wrong !== null) return refuse("mirror-address", { says: { why: `${name} ${wrong}.` } });
  const resolved = await guard(baseUrl);
  return resolved.ok ? null : refuse("mirror-address", { says: { why: resolved.sentence } });
}
