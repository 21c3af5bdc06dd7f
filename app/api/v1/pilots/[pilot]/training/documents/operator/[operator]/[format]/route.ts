import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import { route } from "#lib/platform/http/route.ts";
import { readTrainingDocument } from "#lib/training/documents/read-training-document.ts";
import { OperatorDocumentPath } from "#lib/training/input/documents.ts";

export const GET = route(
  { roles: "any person", params: OperatorDocumentPath },
  async (ctx, { params: { pilot, operator, format } }) => {
    const document = await readTrainingDocument(ctx, { pilot, asked: { of: "operator", operator } });
    return document.ok ? documentAnswer(document, format) : document;
  },
);
