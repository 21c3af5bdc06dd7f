import type { RefusalTable } from "../../platform/core/refusal-table.ts";

/** What is refused about tablets and PINs as a whole; what becomes of each arrival is in its answer. */
export const kioskRefusals = {
  "kiosk-session-not-open": {
    status: 409,
    sentence: "{session} {is}. A tablet is handed round while a session is open.",
  },
  "kiosk-not-found": { status: 404, sentence: "No such tablet is handed round in {session}." },
  "kiosk-exit-role": {
    status: 403,
    sentence: "Only a trainer or a lead takes the tablet back. It is still handed round.",
  },
  "pin-not-set": { status: 409, sentence: "{name} has no PIN: they set one at the tablet, in front of you." },
  "operator-not-locked": { status: 409, sentence: "{name} is not locked." },
} satisfies RefusalTable;
