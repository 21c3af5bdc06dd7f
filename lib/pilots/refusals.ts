import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const pilotRefusals = {
  "pilot-not-found": { status: 404, sentence: "There is no pilot of this name." },
  "pilot-archived": {
    status: 409,
    sentence: "{name} is archived: it can be read, but nothing in it is changed. An admin can reopen it.",
  },
  "pilot-not-archived": { status: 409, sentence: "{name} is not archived: there is nothing to reopen." },
  "pilot-slug-taken": {
    status: 409,
    sentence: "There is a pilot at /{slug} already, open or archived. Choose another short name.",
  },
  "pilot-changed": {
    status: 409,
    sentence: "While you were typing, {changes}. Nothing of yours is lost: look at it again and save.",
  },
  "pilot-runs-open": {
    status: 409,
    sentence: "{name} has {runs} that {have} not ended. Stop or await {them}, then archive it.",
  },
  "practice-stays": {
    status: 409,
    sentence:
      "{name} belongs to the practice plant of this machine: it stays as it is. GANTRY_SANDBOX=off switches it off.",
  },
  "window-skipped": {
    status: 422,
    sentence: "The site's clocks are put forward over {wall} in {zone}: there is no such time on that day.",
  },
  "system-not-found": { status: 404, sentence: "This pilot has no such system{why}." },
  "system-name-taken": { status: 409, sentence: "This pilot already has a system named {name}. Choose another name." },
  "system-changed": {
    status: 409,
    sentence: "While you were typing, {changes}. Nothing of yours is lost: look at it again and save.",
  },
  "unlock-needs-production": {
    status: 409,
    sentence: "{name} is no production system: it needs no unlocking.",
  },
  "unlock-name-differs": { status: 422, sentence: "Type the system's name, {name}, exactly as it stands here." },
  "unlock-gone": {
    status: 409,
    sentence: "This unlock is not open any more: it was used, withdrawn, or its time is over.",
  },
  "person-not-enabled": {
    status: 409,
    sentence: "This person has no account here, or it is disabled. Choose another.",
  },
  "duty-held": { status: 409, sentence: "{name} holds this duty already." },
  "duty-not-found": { status: 404, sentence: "Nobody holds this duty any more: somebody has just taken it back." },
} satisfies RefusalTable;
