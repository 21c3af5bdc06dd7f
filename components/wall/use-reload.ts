"use client";

import { useEffect } from "react";
import type { WallKnown, WallNow } from "#lib/displays/browser/wall-state.ts";
import { reloadReason } from "#lib/displays/core/reload.ts";

/** Many displays must not ask for their page in the same second. */
const spreadMs = 20_000;

/** Loads the page anew each night, when it is of an old build and when a lead asks; only when the server gives the page: a wall that fails
 *  to load is blank, and nobody stands there to press a key. */
export function useReload({ display, view, upSinceMs }: WallKnown, at: WallNow, version: string): void {
  const reason = reloadReason({
    nowMs: at.now,
    upSinceMs: upSinceMs ?? at.now,
    timeZone: view.pilot.timeZone,
    pageVersion: version,
    serverVersion: display.serverVersion,
    reloadAskedAt: display.reloadAskedAt,
    isBusy: view.busy,
    isLive: at.phase === "live",
  });
  useEffect(() => {
    if (reason === null) return;
    const timer = setTimeout(reload, Math.random() * spreadMs);
    return () => clearTimeout(timer);
  }, [reason]);
}

async function reload(): Promise<void> {
  const answer = await fetch("/wall", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) window.location.reload();
}
