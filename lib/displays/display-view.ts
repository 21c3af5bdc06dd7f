import type { DisplaySettings, DisplayView, OwnDisplay } from "./core/display.ts";
import type { DisplayRow } from "./store.ts";

/** What a lead chose for it. */
export function settingsOf({ number, name, place, boards, language, sound }: DisplayRow): DisplaySettings {
  return { number, name, place, boards, language, sound };
}

/** What it is told of itself. */
export function ownDisplay(row: DisplayRow, serverVersion: string): OwnDisplay {
  const { reloadAskedAt, showNameUntil } = row;
  return {
    ...{ settings: settingsOf(row), serverVersion },
    ...{ reloadAskedAt: reloadAskedAt?.getTime() ?? null, showNameUntil: showNameUntil?.getTime() ?? null },
  };
}

/** A display as the console gets it; never what its screen carries. */
export function displayView(row: DisplayRow, serverVersion: string): DisplayView {
  const { id, version, pairedBy, revokedAt, revokedBy, lastSeenAt, lastAddress, report } = row;
  return {
    ...settingsOf(row),
    ...{ id, version, pairedBy, lastAddress, report, pairedAt: row.pairedAt.getTime() },
    revoked: revokedAt === null ? null : { at: revokedAt.getTime(), by: revokedBy ?? "" },
    lastSeenAt: lastSeenAt?.getTime() ?? null,
    isOld: revokedAt === null && report !== null && report.version !== serverVersion,
  };
}
