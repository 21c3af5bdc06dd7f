import type { RefusalTable } from "#lib/platform/core/refusal-table.ts";

export const accessRefusals = {
  "signed-out": { status: 401, sentence: "You are not signed in. Sign in and try again." },
  "session-expired": {
    status: 401,
    sentence: "Your session ended after 8 hours. Sign in again; what you wrote is kept in this browser.",
  },
  "session-ended": { status: 401, sentence: "Your session was ended. Sign in again." },
  "account-disabled": { status: 401, sentence: "This account is disabled. Ask an admin." },
  "wrong-credentials": { status: 401, sentence: "E-mail or password is wrong." },
  "set-up-link-unknown": {
    status: 404,
    sentence: "This set-up link is not known here. Use the link printed at the last start of Gantry.",
  },
  "set-up-link-expired": {
    status: 410,
    sentence: "This set-up link has run out; it holds for 30 minutes. Start Gantry again for a new one.",
  },
  "set-up-link-used": { status: 410, sentence: "This set-up link has been used. Sign in with the account it made." },
  "accounts-exist": { status: 409, sentence: "The first admin is already named. Sign in instead." },
} satisfies RefusalTable;
