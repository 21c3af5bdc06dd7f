import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const shadowRefusals = {
  "exchange-lines-wrong": { status: 422, sentence: "Nothing of this batch was taken: {first}." },
  "exchange-lines-many": { status: 413, sentence: "A batch holds at most {most} lines. Send them in smaller ones." },
  "exchanges-not-ndjson": {
    status: 415,
    sentence: "Send one JSON object a line, with the header content-type: application/x-ndjson.",
  },
  "exchanges-not-text": { status: 422, sentence: "What was sent is not UTF-8 text." },
  "ingest-busy": {
    status: 429,
    sentence: "Several batches are being taken in just now. Send this one again in a second.",
  },
  "group-not-found": { status: 404, sentence: "This pilot has no group of differences of this number." },
  "pair-not-found": { status: 404, sentence: "This pair is not kept, or no longer." },
  "rule-not-found": { status: 404, sentence: "There is no such rule in force." },
  "endpoint-not-found": { status: 404, sentence: "No endpoint of this name was seen." },
  "reason-missing": { status: 422, sentence: "Say why: an acceptance needs a reason." },
  "rule-missing": { status: 422, sentence: "A noise rule is accepted with the rule itself." },
  "nothing-to-second": { status: 409, sentence: "Nothing here waits for a second yes." },
  "second-is-first": { status: 403, sentence: "The second yes comes from somebody else than the first." },
  "seconded-already": { status: 409, sentence: "You have said yes to this already." },
  "needs-product-owner": { status: 403, sentence: "This waits for the product owner's word." },
  "nothing-to-undo": { status: 409, sentence: "There is nothing left to take back." },
  "not-being-fixed": { status: 409, sentence: "Only a group that is to be fixed can be checked again." },
  "nothing-since": {
    status: 409,
    sentence:
      "Nothing of this endpoint was compared since {since}. Name the window of the mended version first, then send traffic.",
  },
  "rules-changed": { status: 409, sentence: "The rules were changed meanwhile, by {by}. Look at them and try again." },
  "rule-touches-critical": {
    status: 409,
    sentence: "The rule touches a field that is marked critical. Accept its group with two people instead.",
  },
  "replay-system-missing": {
    status: 422,
    sentence: "The pilot has no system {asked}. Only its own systems are reached: {has}.",
  },
  "replay-system-path": {
    status: 422,
    sentence: "The address of {name} has a path. A replay asks for the paths of the log; name a system without one.",
  },
  "replay-writes-production": {
    status: 403,
    sentence: "{name} is production: a replay sends it no writes. Leave them out.",
  },
  "proposal-gone": { status: 409, sentence: "This is no proposal any more. Look at the list again." },
  "rule-path-wrong": {
    status: 422,
    sentence: "The rule's path cannot be read. A path such as $.items[*].at is expected.",
  },
  "template-wrong": { status: 422, sentence: "A method and a path such as GET /lots/(id), with braces, are expected." },
  "window-empty": { status: 422, sentence: "The window ends before it begins." },
  "pair-not-comparable": { status: 409, sentence: "This exchange is counted as not the same request already." },
  "mirror-address": { status: 422, sentence: "{why}" },
  "mirror-to-itself": {
    status: 422,
    sentence: "{name} would be compared with itself. Choose another system as the new one.",
  },
  "mirror-changed": {
    status: 409,
    sentence: "The mirror was set up anew meanwhile, by {by}. Look at it and try again.",
  },
  "mirror-production-locked": {
    status: 409,
    sentence:
      "{name} is a production system. An admin must unlock it first, in the settings, with a reason and for a time.",
  },
  "mirror-not-set-up": { status: 404, sentence: "The mirror {name} is not set up from here yet." },
  "mirror-paused": { status: 409, sentence: "It is paused already." },
  "mirror-not-paused": { status: 409, sentence: "It is not paused." },
} satisfies RefusalTable;
