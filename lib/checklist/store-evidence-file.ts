import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { evidenceName, mediaTypeOf } from "./core/evidence-file.ts";
import type { PilotRefused } from "./open-checklist.ts";
import { insertFile, storedBytes } from "./store-evidence.ts";

const mostPilotBytes = 200 * 1024 * 1024;

type Asked = { pilot: string; name: string; bytes: Uint8Array };
export type StoredFile = { id: string; name: string; mediaType: string; bytes: number; sha256: string };
type Refusals = PilotRefused | Refused<"evidence-empty" | "evidence-type" | "evidence-full">;

/** Keeps a file as evidence, as what its bytes say it is, with its SHA-256. Refuses other types, and more than 200 MiB a pilot. */
export async function storeEvidence(
  ctx: Ctx,
  { pilot: slug, name: given, bytes: content }: Asked,
): Promise<({ ok: true } & StoredFile) | Refusals> {
  const bytes = content.byteLength;
  if (bytes === 0) return refuse("evidence-empty");
  const mediaType = mediaTypeOf(content, given);
  if (mediaType === null) return refuse("evidence-type");
  const file = { id: uuidv7(), name: evidenceName(given, mediaType), mediaType, bytes };
  const sha256 = createHash("sha256").update(content).digest("hex");
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const left = mostPilotBytes - (await storedBytes(tx, pilotId));
    if (bytes > left) return refuse("evidence-full", { says: { most: mib(mostPilotBytes), left: mib(left) } });
    const by = { byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now() };
    await insertFile(tx, { ...file, pilotId, sha256, content, ...by });
    const subject = { kind: "evidence", id: file.id };
    await record(tx, ctx, { pilotId, verb: "evidence.stored", subject, after: { ...file, sha256 } });
    return { ok: true, ...file, sha256 };
  });
}

function mib(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}
