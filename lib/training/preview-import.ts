import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ImportPreview } from "./core/import-view.ts";
import type { PreviewImport } from "./input/people.ts";
import { type FileRefusals, planImport } from "./plan-import.ts";

type Asked = PreviewImport & { pilot: string; bytes: Uint8Array };

/** What a file of operators would change: added, changed field by field, missing, and rows that cannot be taken, by line. Changes nothing. */
export async function previewImport(
  ctx: Ctx,
  { pilot: slug, ...file }: Asked,
): Promise<({ ok: true } & ImportPreview) | Refused<"pilot-not-found" | FileRefusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const planned = await planImport(ctx.db, found.pilot, file);
  return planned.ok ? { ok: true, ...planned.plan.view } : planned;
}
