import { changesText } from "../pilots/core/edit.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { findOperatorRow, lastImporter, type OperatorRow, operatorSavedSince } from "./store-operators.ts";

type Asked = { pilot: string; operatorId: string; version: number };
export type OpenOperatorRefusals = PilotRefusals | "operator-not-found" | "operator-removed" | "operator-changed";

/** An operator to be changed, as a form showed them; the pilot's row is locked. */
export async function openOperator(
  tx: Tx,
  { pilot: slug, operatorId, version }: Asked,
): Promise<{ ok: true; pilot: PilotRow; row: OperatorRow } | Refused<OpenOperatorRefusals>> {
  const found = await openTraining(tx, slug);
  if (!found.ok) return found;
  const row = await findOperatorRow(tx, found.pilot.id, operatorId);
  if (row === null) return refuse("operator-not-found");
  if (row.removedAt !== null) return refuse("operator-removed", { says: { name: row.name } });
  if (row.version !== version)
    return refuse("operator-changed", { says: { changes: await changes(tx, row, version) } });
  return { ok: true, pilot: found.pilot, row };
}

/** "Petr Dvořák changed the shift". An import has one entry for everybody in it. */
async function changes(tx: Tx, { pilotId, id }: OperatorRow, version: number): Promise<string> {
  const saved = await operatorSavedSince(tx, { pilotId, id, version });
  const said = saved.map(({ by, before }) => ({ by, fields: Object.keys(Object(before)) }));
  if (said.length > 0) return changesText(said, operatorWords);
  const by = await lastImporter(tx, pilotId);
  return by === null ? "somebody saved another version" : `${by} imported a file`;
}

const operatorWords: Readonly<Record<string, string>> = {
  badge: "the badge",
  name: "the name",
  shift: "the shift",
  roles: "the roles",
  language: "the language",
  isChampion: "whether they are a champion",
};
