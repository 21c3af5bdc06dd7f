import type { Database } from "../platform/database.ts";
import { tellChange } from "../platform/feed/tell-change.ts";

/** Tells the screens that a pilot's shadow figures changed. Call it after the commit. */
export function shadowChanged(db: Database, pilotId: string): void {
  tellChange(db, pilotId, "shadow");
}
