import type { RefusalTable } from "../platform/core/refusal-table.ts";

export const displayRefusals = {
  "display-paired": {
    status: 409,
    sentence: "This screen is paired already, as {name}. Revoke it on the page Displays to pair it anew.",
  },
  "display-codes-many": {
    status: 429,
    sentence: "Too many screens wait to be paired. Each code runs out after 10 minutes; ask again then.",
  },
  "display-code-unknown": {
    status: 409,
    sentence: "No screen shows this code now, or it was used. Look at the screen again; this was {which} try of five.",
  },
  "display-code-expired": {
    status: 409,
    sentence: "This code has run out; it holds for 10 minutes. Type the one that the screen shows now.",
  },
  "display-code-waits": { status: 429, sentence: "Too many wrong codes: pairing rests for {wait}." },
  "display-not-found": { status: 404, sentence: "This pilot has no such display." },
  "display-changed": {
    status: 409,
    sentence: "{by} changed {display} meanwhile. Nothing of yours is lost: look at it again and save.",
  },
  "display-revoked-already": { status: 409, sentence: "{display} was revoked by {by}. Pair its screen anew." },
  "displays-none": { status: 409, sentence: "No display is paired with this pilot." },
} satisfies RefusalTable;
