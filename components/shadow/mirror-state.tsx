"use client";

import { momentText } from "#lib/pilots/core/place-text.ts";
import { type MirrorView, mirrorStaleAfterMs } from "#lib/shadow/core/mirror-settings.ts";
import settings from "../pilots/settings.module.css";
import { Mark } from "../ui/mark.tsx";

type Props = { mirror: MirrorView; nowMs: number; timeZone: string };

/** Whether it is heard of, and whether it goes by what was set up. What is old does not say "now". */
export function MirrorState({ mirror: { state, version, settings: set }, nowMs, timeZone }: Props) {
  if (state === null)
    return (
      <span className={settings["old"]}>
        <Mark name="stale" /> never heard of: start it on its machine
      </span>
    );
  const heardMs = Date.parse(state.heardAt);
  if (isStale(state, nowMs))
    return (
      <span className={settings["old"]}>
        <Mark name="stale" /> STALE: not heard of since {momentText(heardMs, timeZone, nowMs)}; clients may still be
        served, the figures are of then
      </span>
    );
  const age = Math.max(0, Math.round((nowMs - heardMs) / 1_000));
  return (
    <>
      {state.figures.mirroring ? (
        <span className={settings["answers"]}>
          <Mark name="go" /> mirrors, heard {age} s ago
        </span>
      ) : (
        <span className="strong">
          <Mark name="inconclusive" /> paused, heard {age} s ago: clients go on to legacy
        </span>
      )}
      <Applied version={version} applied={state.versionApplied} refused={state.refused} isSet={set !== null} />
    </>
  );
}

/** Not heard of for three of its rounds. */
export function isStale({ heardAt }: { heardAt: string }, nowMs: number): boolean {
  return nowMs - Date.parse(heardAt) > mirrorStaleAfterMs;
}

type AppliedProps = { version: number; applied: number | null; refused: string | null; isSet: boolean };

function Applied({ version, applied, refused, isSet }: AppliedProps) {
  if (refused !== null)
    return (
      <span className={settings["down"]}>
        <Mark name="no-go" /> does not go by set-up {version}: {refused}
      </span>
    );
  if (!isSet) return <span className="second small">goes by its own file; nothing was set up here yet</span>;
  if (applied === version) return <span className="second small">goes by set-up {version}</span>;
  return <span className="strong small">set-up {version} is on its way</span>;
}
