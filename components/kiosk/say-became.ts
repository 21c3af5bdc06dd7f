import type { Became } from "#lib/training/browser/kiosk-device.ts";
import type { Messages } from "./messages/messages.ts";

/** Who was just there, and what became of it. `time`: when. */
export type Said = { name: string; became: Became; time: string };

/** What is said above the list after somebody signed, set a PIN or did not agree. */
export function sayBecame(t: Messages, { name, became, time }: Said): string {
  switch (became?.result) {
    case undefined:
      return t.told.waiting(name);
    case "signed":
      return t.told.signed(name, time);
    case "pin-set":
      return t.told.pinSet(name);
    case "declined":
      return t.told.declined(name);
    case "locked":
      return t.told.locked(name);
    case "content-changed":
      return t.told.changed(name);
    case "already-signed":
      return t.told.already(name);
    case "device-waits":
      return t.told.deviceWaits(became?.waitMinutes ?? 1);
    default:
      return t.told.notTaken(name);
  }
}
