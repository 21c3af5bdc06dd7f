import type { RefusalTable } from "../../platform/core/refusal-table.ts";

/** What is refused about sessions and what is said and signed in them. */
export const sessionsRefusals = {
  "session-not-found": { status: 404, sentence: "This pilot has no such session." },
  "session-not-planned": { status: 409, sentence: "{session} {is}. This is done before a session is opened." },
  "session-not-open": { status: 409, sentence: "{session} {is}. This is done while a session is open." },
  "session-not-closed": { status: 409, sentence: "{session} {is}. Only a closed session is opened again." },
  "session-over": { status: 409, sentence: "{session} {is}. Who is booked and who the trainer is changes no more." },
  "session-never-opened": { status: 409, sentence: "{session} {is}. There is no record in it to correct." },
  "session-called-off": { status: 409, sentence: "{session} was called off. Nothing more is written on it." },
  "session-changed": {
    status: 409,
    sentence: "{by} has changed {session} meanwhile. What you typed is kept: look at it and save again.",
  },
  "session-full": { status: 409, sentence: "A session has at most {most} operators." },
  "session-operator-unknown": {
    status: 422,
    sentence: "One of the chosen operators is not in this pilot, or was removed. Choose again.",
  },
  "session-own": { status: 409, sentence: "You are the trainer of {session} already." },
  "operator-not-booked": {
    status: 409,
    sentence: "An operator in what you sent is not booked in {session}. Book them first.",
  },
  "operator-has-entries": {
    status: 409,
    sentence: "{name} has entries in {session}, and they stay. Mark {name} as absent instead.",
  },
  "session-step-unknown": {
    status: 422,
    sentence: "What you sent names a step that version {number} of the module does not have.",
  },
  "mark-id-used": {
    status: 409,
    sentence: "What you sent has the id of an entry that says something else. Nothing was written: mark it again.",
  },
  "marks-signed": {
    status: 409,
    sentence: "{names} signed already: amend attendance and outcomes, with a reason.",
  },
  "act-not-found": { status: 404, sentence: "{session} has no such entry of this operator." },
  "act-followed": {
    status: 409,
    sentence: "A newer entry stands in place of the one you want to amend. Look again and amend that one.",
  },
  "amendment-unfit": {
    status: 422,
    sentence: "An amendment says another thing about the same entry, and nothing else.",
  },
  "amendment-same": { status: 409, sentence: "This is what stands there now: there is nothing to amend." },
  "signature-not-found": { status: 404, sentence: "{session} has no such signature." },
  "signature-withdrawn": { status: 409, sentence: "{by} has withdrawn this signature already." },
  "signature-followed": { status: 409, sentence: "A newer signature stands in place of this one. Withdraw that one." },
  "signer-not-trainer": {
    status: 403,
    sentence: "{trainer} is the trainer of {session} and signs for it. Take the session over first if you ran it.",
  },
  "content-changed": {
    status: 409,
    sentence: "The record of {names} changed after you read it. Nothing was signed: read it again and sign.",
  },
  "session-signed-already": { status: 409, sentence: "You have signed for {names} already. Nothing was signed twice." },
  "paper-not-signable": {
    status: 409,
    sentence: "{names} cannot be entered: each needs attendance, every step done alone, and a signature missing.",
  },
  "paper-no-sheet": { status: 422, sentence: "The sheet has to be a photo or a PDF. Choose another file." },
  "paper-day-ahead": { status: 422, sentence: "{day} is not here yet. Give the day that stands on the sheet." },
} satisfies RefusalTable;
