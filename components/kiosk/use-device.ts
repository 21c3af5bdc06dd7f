"use client";

import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import { useNow } from "#components/ui/use-now.ts";
import type { KioskDevice } from "#lib/training/browser/kiosk-device.ts";
import type { KioskState } from "#lib/training/browser/kiosk-state.ts";

export const DeviceContext = createContext<KioskDevice | null>(null);

export function useDevice(): KioskDevice {
  const device = useContext(DeviceContext);
  if (device === null) throw new Error("A part of the kiosk stands outside it.");
  return device;
}

export function useKiosk(): KioskState {
  const { subscribe, snapshot } = useDevice();
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

export type ServerClock = { ms: number; now: string; at(ms: number): string };

/** The server's time in the zone of the site, "10:47". */
export function useServerClock(): ServerClock {
  const device = useDevice();
  const { view } = useKiosk();
  useNow(1_000);
  const timeZone = view?.pilot.timeZone ?? "UTC";
  const format = useMemo(
    () => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone }),
    [timeZone],
  );
  const ms = device.now();
  return { ms, now: format.format(ms), at: (at) => format.format(at) };
}
