import { createHash } from "node:crypto";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findFile } from "./store-evidence.ts";

type Refusals = Refused<"pilot-not-found" | "evidence-not-found" | "evidence-altered">;

/** A file of evidence, if it still is what was stored. */
export async function readEvidence(
  ctx: Ctx,
  { pilot: slug, file: id }: { pilot: string; file: string },
): Promise<{ ok: true; name: string; mediaType: string; content: Uint8Array } | Refusals> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const file = await findFile(ctx.db, found.pilot.id, id);
  if (file === null) return refuse("evidence-not-found");
  const { name, mediaType, content, sha256 } = file;
  const isSame = createHash("sha256").update(content).digest("hex") === sha256;
  return isSame ? { ok: true, name, mediaType, content } : refuse("evidence-altered");
}
