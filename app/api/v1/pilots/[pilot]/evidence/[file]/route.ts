import { attachmentName } from "#lib/checklist/core/evidence-file.ts";
import { EvidencePath } from "#lib/checklist/input/acts.ts";
import { readEvidence } from "#lib/checklist/read-evidence.ts";
import { route } from "#lib/platform/http/route.ts";

/** A file to keep; nothing in it is shown inside Gantry's own address. */
export const GET = route({ roles: "any person", params: EvidencePath }, async (ctx, { params }) => {
  const file = await readEvidence(ctx, params);
  if (!file.ok) return file;
  return new Response(Buffer.from(file.content), {
    headers: {
      "content-type": file.mediaType.startsWith("text/") ? `${file.mediaType}; charset=utf-8` : file.mediaType,
      "content-disposition": attachmentName(file.name),
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
