import { documentAnswer } from "#lib/documents/edge/document-answer.ts";
import { route } from "#lib/platform/http/route.ts";
import { readTrainingDocument } from "#lib/training/documents/read-training-document.ts";
import { SessionDocumentPath } from "#lib/training/input/documents.ts";

export const GET = route(
  { roles: "any person", params: SessionDocumentPath },
  async (ctx, { params: { pilot, number, format } }) => {
    const document = await readTrainingDocument(ctx, { pilot, asked: { of: "session", number } });
    return document.ok ? documentAnswer(document, format) : document;
  },
);
