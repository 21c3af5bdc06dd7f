import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const loadRefusals = {
  "scenario-mistakes": { status: 422, sentence: "The scenario cannot be read: {first}" },
  "unknown-step": { status: 422, sentence: "The scenario has no step named {step}, which a criterion asks for." },
  "run-not-found": { status: 404, sentence: "This pilot has no run of this number." },
  "filter-mistake": { status: 422, sentence: "{sentence}" },
  "run-not-ended": { status: 409, sentence: "This run has not ended yet; its report is made from its final figures." },
  "run-already-ended": { status: 409, sentence: "This run has already ended." },
  "production-locked": {
    status: 403,
    sentence: "{name} is production. An admin has to unlock it for this run first, with a reason.",
  },
  "production-name-differs": {
    status: 422,
    sentence: "This run goes to production: type the system's name, {name}, to start it.",
  },
} satisfies RefusalTable;
