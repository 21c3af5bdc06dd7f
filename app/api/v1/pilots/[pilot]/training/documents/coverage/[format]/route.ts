import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import { route } from "#lib/platform/http/route.ts";
import { readTrainingDocument } from "#lib/training/documents/read-training-document.ts";
import { CoverageDocumentPath } from "#lib/training/input/documents.ts";

export const GET = route(
  { roles: "any person", params: CoverageDocumentPath },
  async (ctx, { params: { pilot, format } }) => {
    const document = await readTrainingDocument(ctx, { pilot, asked: { of: "coverage" } });
    return document.ok ? documentAnswer(document, format) : document;
  },
);
