import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const logRefusals = {
  "event-not-found": { status: 404, sentence: "The log of this pilot has no entry of this number." },
  "verification-busy": {
    status: 409,
    sentence: "The chain of another pilot is being walked just now. Try again when it has ended.",
  },
  "export-busy": {
    status: 429,
    sentence: "Several exports of logs are being written just now. Try again when one has ended.",
  },
} satisfies RefusalTable;
