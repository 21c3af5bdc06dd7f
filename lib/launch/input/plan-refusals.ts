import type { RefusalTable } from "../../platform/core/refusal-table.ts";

/** What a plan and its day may be refused with. */
export const planRefusals = {
  "plan-changed": {
    status: 409,
    sentence: "Somebody else has saved this meanwhile. Nothing of yours is lost: look at it again and save.",
  },
  "plan-row-not-found": { status: 404, sentence: "This is not on the plan any more." },
  "plan-full": { status: 409, sentence: "A plan holds at most {most} {what}." },
  "step-list-not-found": { status: 422, sentence: "The list that this step waits for is none of this pilot's." },
  "step-begun": { status: 409, sentence: "This step was begun: it stays on the record. Leave it out instead." },
  "step-not-so": { status: 409, sentence: "This step is {state}: that cannot be said of it now." },
  "step-list-open": { status: 409, sentence: "Before this step, {list} must hold: {why}." },
  "step-before-decision": {
    status: 409,
    sentence: "After this step there is no way back ({what}), and the launch is not decided GO.",
  },
  "clock-held": { status: 409, sentence: "The clock is held by {by} ({reason})." },
  "clock-not-held": { status: 409, sentence: "The clock is not held, or somebody has just released it." },
  "incident-not-open": { status: 409, sentence: "This is no open incident." },
  "rehearsal-ahead": {
    status: 422,
    sentence: "A rehearsal is recorded once it is over; this moment is still to come.",
  },
  "rehearsal-practice": {
    status: 422,
    sentence: "A rehearsal against the practice plant is evidence in the practice pilot only.",
  },
  "rehearsal-file-not-found": { status: 422, sentence: "The file is none of this pilot's evidence." },
  "rehearsal-not-found": { status: 404, sentence: "This pilot has no such rehearsal." },
  "rehearsal-withdrawn": { status: 409, sentence: "This rehearsal was withdrawn already." },
  "template-not-found": { status: 404, sentence: "There is no template of this name." },
  "template-used": { status: 409, sentence: "This plan was begun with {name} already. What it brought stands here." },
  "template-mistakes": { status: 422, sentence: "The template cannot be used: {first}." },
} satisfies RefusalTable;
