import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const practiceRefusals = {
  "practice-only": {
    status: 409,
    sentence: "Faults are switched in the practice pilot only: nothing of {name} is there for practising.",
  },
  "practice-off": {
    status: 409,
    sentence: "There is no practice plant here: Gantry was started with GANTRY_SANDBOX=off.",
  },
  "plant-away": {
    status: 503,
    sentence: "{name} at {address} {why}. Its faults cannot be switched before it answers.",
  },
  "fault-not-found": { status: 404, sentence: "The practice plant has no such fault." },
  "fault-new-only": {
    status: 422,
    sentence: "{title} is a difference of the new system: legacy is what it is compared with.",
  },
  "fault-figures": { status: 422, sentence: "{title} cannot be switched on so: {why}." },
} satisfies RefusalTable;
