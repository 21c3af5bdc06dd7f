import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import { readDocument } from "#lib/launch/documents/read-document.ts";
import { DocumentPath } from "#lib/launch/input/plan.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route(
  { roles: "any person", params: DocumentPath },
  async (ctx, { params: { format, ...asked } }) => {
    const document = await readDocument(ctx, asked);
    return document.ok ? documentAnswer(document, format) : document;
  },
);
