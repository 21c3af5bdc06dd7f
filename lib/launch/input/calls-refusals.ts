import type { RefusalTable } from "../../platform/core/refusal-table.ts";

/** What a call, a poll and a decision may be refused with. */
export const callRefusals = {
  "station-not-found": { status: 404, sentence: "The plan has no station of this name." },
  "needs-station-owner": {
    status: 403,
    sentence: "{station} is called by its station owner. An admin gives the duty.",
  },
  "station-not-ready": { status: 409, sentence: "{station} cannot be called GO yet. {why}" },
  "evidence-moved": {
    status: 409,
    sentence: "The evidence or a call has changed since you looked. Look at it again, then decide.",
  },
  "call-to-lift": {
    status: 409,
    sentence: "A HOLD or NO-GO stands on {station}. Somebody has to lift it first, with a reason.",
  },
  "call-not-standing": { status: 409, sentence: "This is no HOLD or NO-GO that stands. Somebody may have lifted it." },
  "may-not-lift": {
    status: 403,
    sentence: "A HOLD or NO-GO is lifted by the owner of the station, a decider or a lead.",
  },
  "poll-not-found": { status: 404, sentence: "This pilot has no poll of this number." },
  "poll-not-open": { status: 409, sentence: "This needs an open poll. A lead opens one." },
  "poll-open-already": { status: 409, sentence: "A poll is open already, opened by {by}." },
  "poll-on-nothing": { status: 409, sentence: "No station has an item yet: there is nothing to call." },
  "needs-decider": { status: 403, sentence: "The decision is signed by deciders. An admin gives the duty." },
  "signed-already": {
    status: 409,
    sentence: "You have signed this already. The second signature is another person's.",
  },
  "signed-otherwise": {
    status: 409,
    sentence:
      "{name} has signed the other decision. Two people have to sign the same; close the poll and open a new one.",
  },
  "not-every-station-go": {
    status: 409,
    sentence: "GO can be decided once every station is GO or WAIVED. {why}",
  },
} satisfies RefusalTable;
