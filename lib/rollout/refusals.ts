import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const rolloutRefusals = {
  "rollout-plan-missing": {
    status: 409,
    sentence: "There is no plan yet for how the traffic goes over. Write it first.",
  },
  "rollout-plan-changed": {
    status: 409,
    sentence: "{by} changed the plan meanwhile. Nothing of yours is lost: look at it again and save.",
  },
  "switch-unknown": {
    status: 422,
    sentence: "The server's configuration names no switch {name} for this pilot. Switches stand in gantry.yaml.",
  },
  "switch-cannot-split": {
    status: 422,
    sentence: "The switch {name} moves everything at once: it takes one stage of 100 %.",
  },
  "vitals-system-missing": {
    status: 422,
    sentence: "The pilot has no such system any more. Choose where the vitals come from.",
  },
  "rollout-mirror-missing": {
    status: 422,
    sentence: "No mirror {name} in front of the balancer was heard of. Start it, then save again.",
  },
  "rollout-open": { status: 409, sentence: "{what} {number} is still open. It has to end before another one begins." },
  "rollout-not-found": { status: 404, sentence: "This pilot has no such rollout." },
  "rollout-none-open": {
    status: 409,
    sentence: "No rollout is open: nothing was moved by Gantry that could be moved back.",
  },
  "rollout-ended": { status: 409, sentence: "This rollout has ended." },
  "rollout-not-decided": {
    status: 409,
    sentence: "The launch is not decided as GO, or its evidence has moved since. A drill can begin without it.",
  },
  "rollout-name-wrong": { status: 422, sentence: "This switch moves production. Type its name, {name}, to begin." },
  "drill-practice": {
    status: 409,
    sentence:
      "A drill on the practice plant proves nothing about another target. It counts in the practice pilot only.",
  },
  "stage-moved-on": { status: 409, sentence: "The rollout has moved on meanwhile: {what} Look at it, then decide." },
  "stage-not-ready": { status: 409, sentence: "Not yet: {what}" },
  "rollout-held-already": { status: 409, sentence: "It is held already: {reason}" },
  "rollout-not-held": { status: 409, sentence: "Nothing is held." },
  "back-called-already": { status: 409, sentence: "{by} has called the rollback already. It is under way." },
  "back-not-announced-yet": { status: 409, sentence: "The traffic is not back yet. Tell people when it is verified." },
  "back-announced-already": { status: 409, sentence: "It is on record already who was told." },
  "nothing-over": {
    status: 409,
    sentence: "All traffic is on the legacy system already; there is nothing to roll back.",
  },
  "traffic-still-over": {
    status: 409,
    sentence: "Traffic is on the new system, or it is not known where it is. Roll back first.",
  },
  "written-not-found": { status: 404, sentence: "The list has no such entry." },
} satisfies RefusalTable;
