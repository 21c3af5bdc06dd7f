import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const pilotRefusals = {
  "pilot-not-found": { status: 404, sentence: "There is no pilot of this name." },
  "system-not-found": { status: 404, sentence: "This pilot has no such system." },
  "system-name-taken": { status: 409, sentence: "This pilot already has a system named {name}. Choose another name." },
  "unlock-needs-production": {
    status: 409,
    sentence: "{name} is no production system: it needs no unlocking.",
  },
  "unlock-name-differs": { status: 422, sentence: "Type the system's name, {name}, exactly as it stands here." },
} satisfies RefusalTable;
