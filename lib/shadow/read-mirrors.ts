import { readPilot } from "../pilots/read-pilot.ts";
import { listSystems, type SystemRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { MirrorSettings, MirrorsView, MirrorView } from "./core/mirror-settings.ts";
import { listMirrorStates, listMirrorVersions, type MirrorStateRow, type MirrorVersionRow } from "./store-mirrors.ts";

/** A pilot's mirrors: how each is set up, since when and why, and what it last said of itself; and the systems to choose from. */
export async function readMirrors(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & MirrorsView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const [versions, states, systems] = await Promise.all([
    listMirrorVersions(ctx.db, pilotId),
    listMirrorStates(ctx.db, pilotId),
    listSystems(ctx.db, pilotId),
  ]);
  const names = [...new Set([...versions, ...states].map(({ name }) => name))].sort();
  return {
    ok: true,
    mirrors: names.map((name) => mirrorView(name, { versions, states, systems })),
    systems: systems.map(({ id, name, baseUrl, environment, role }) => ({ id, name, baseUrl, environment, role })),
    now: ctx.now().toISOString(),
  };
}

type All = { versions: MirrorVersionRow[]; states: MirrorStateRow[]; systems: SystemRow[] };

function mirrorView(name: string, all: All): MirrorView {
  const versions = all.versions.filter((one) => one.name === name);
  const settings = versions[0]?.settings ?? null;
  const state = all.states.find((one) => one.name === name);
  return {
    name,
    settings,
    version: versions[0]?.version ?? 0,
    history: versions.map(({ version, change, why, by, at }) => ({ version, change, why, by, at: at.toISOString() })),
    moved: settings === null ? [] : movedSystems(settings, all.systems),
    state: state === undefined ? null : stateView(state),
  };
}

function stateView({ heardAt, versionApplied, refused, address, figures }: MirrorStateRow): MirrorView["state"] {
  return { heardAt: heardAt.toISOString(), versionApplied, refused, address, figures };
}

function movedSystems({ legacy, candidate, twin }: MirrorSettings, systems: readonly SystemRow[]): string[] {
  const chosen = [legacy, candidate, twin].filter((one) => one !== null);
  const stands = ({ systemId, url }: (typeof chosen)[number]) =>
    systems.some(({ id, baseUrl }) => id === systemId && baseUrl === url);
  return chosen.filter((one) => !stands(one)).map(({ name }) => name);
}
