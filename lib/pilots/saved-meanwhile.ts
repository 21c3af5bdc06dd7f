import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changesText } from "./core/edit.ts";
import { fieldWords } from "./core/place.ts";
import { savedSince } from "./store.ts";

type Edited<Kind> = { pilotId: string; kind: Kind; id: string; version: number };

/** Tells the second of two editors who changed what since the version that their form showed. */
export async function savedMeanwhile<Kind extends "pilot" | "system">(
  tx: Tx,
  edited: Edited<Kind>,
): Promise<Refused<`${Kind}-changed`>> {
  const saved = await savedSince(tx, edited);
  const changes = saved.map(({ by, before }) => ({ by, fields: Object.keys(Object(before)) }));
  const said = changes.length === 0 ? "somebody saved another version" : changesText(changes, fieldWords);
  return refuse(`${edited.kind}-changed`, { says: { changes: said } });
}
