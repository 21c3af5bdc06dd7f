import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Imported, ImportPreview } from "./core/import-view.ts";
import type { ImportOperators } from "./input/people.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import { type FileRefusals, type ImportPlan, planImport } from "./plan-import.ts";
import { countOperators, mostOperators, removeOperators, upsertOperators } from "./store-operators.ts";

type Asked = ImportOperators & { pilot: string; bytes: Uint8Array };
type Refusals = PilotRefusals | FileRefusals | "import-moved" | "import-nothing" | "operators-full";

/** Does what the preview of this name showed, all of it or nothing. Refuses import-moved when the file would change something else by now. */
export async function importOperators(
  ctx: Ctx,
  { pilot: slug, preview, ...file }: Asked,
): Promise<({ ok: true } & Imported) | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const planned = await planImport(tx, found.pilot, file);
    if (!planned.ok) return planned;
    const { view } = planned.plan;
    if (view.preview !== preview) return refuse("import-moved");
    const imported = countsOf(view);
    if (imported.added + imported.changed + imported.removed === 0) return refuse("import-nothing");
    if ((await countOperators(tx, pilotId)) + imported.added - imported.removed > mostOperators)
      return refuse("operators-full", { says: { most: mostOperators.toLocaleString("en-GB") } });
    await save(tx, ctx, pilotId, planned.plan);
    await record(tx, ctx, { ...summaryOf(view, file.bytes), pilotId, subject: { kind: "operators", id: pilotId } });
    return { ok: true, ...imported };
  });
}

function countsOf({ added, changed, missing, unchanged, bad }: ImportPreview): Imported {
  const removed = missing.filter(({ removes }) => removes).length;
  return { added: added.length, changed: changed.length, removed, unchanged, leftOut: bad.length };
}

async function save(tx: Tx, ctx: Ctx, pilotId: string, { view, saved }: ImportPlan): Promise<void> {
  const gone = view.missing.filter(({ removes }) => removes).map(({ id }) => id);
  await removeOperators(tx, gone, ctx.now());
  await upsertOperators(
    tx,
    pilotId,
    saved.map((one) => ({ ...one, id: one.id ?? uuidv7() })),
  );
}

/** Longer lists are in the file, which the summary names by its SHA-256. */
const mostListed = 500;

function summaryOf(view: ImportPreview, bytes: Uint8Array) {
  const { added, changed, removed, unchanged, leftOut } = countsOf(view);
  const changes = view.changed.map(({ badge, changes }) => ({ badge, changes })).slice(0, mostListed);
  const removedBadges = view.missing.filter(({ removes }) => removes).map(({ badge }) => badge);
  return {
    verb: "operators.imported",
    after: {
      what: `${added} added, ${changed} changed, ${removed} removed`,
      ...{ added, changed, removed, unchanged, leftOut, rows: view.rows },
      ...{ changes, removedBadges: removedBadges.slice(0, mostListed) },
      fileSha256: createHash("sha256").update(bytes).digest("hex"),
    },
  };
}
