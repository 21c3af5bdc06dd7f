import type { RefusalTable } from "#lib/platform/core/refusal-table.ts";

export const accessRefusals = {
  "kiosk-closed": {
    status: 401,
    sentence:
      "This tablet is not part of an open session any more. The trainer opens it again from the session's page.",
  },
  "display-unpaired": {
    status: 401,
    sentence: "This screen is not paired. It shows a code; a lead types it on the page Displays of the pilot.",
  },
  "display-revoked": {
    status: 401,
    sentence: "This display was revoked and shows nothing any more. It can be paired again with a new code.",
  },
  "display-pilot-archived": {
    status: 409,
    sentence: "{name} is archived: its displays show nothing. An admin can reopen it.",
  },
  "signed-out": { status: 401, sentence: "You are not signed in. Sign in and try again." },
  "session-expired": {
    status: 401,
    sentence: "Your session ended after 8 hours. Sign in again; what you wrote is kept in this browser.",
  },
  "session-ended": { status: 401, sentence: "Your session was ended. Sign in again." },
  "account-disabled": { status: 401, sentence: "This account is disabled. Ask an admin." },
  "wrong-credentials": {
    status: 401,
    sentence: "E-mail or password is wrong. After five wrong tries sign-in rests; this was {which}.",
  },
  "no-credentials": { status: 422, sentence: "This is no e-mail address and password. Look at both and try again." },
  "sign-in-waits": {
    status: 429,
    sentence: "Too many wrong tries: sign-in from here rests for {wait}. An admin can lift it at once.",
  },
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
  "person-not-found": { status: 404, sentence: "There is no such person here." },
  "person-changed": {
    status: 409,
    sentence:
      "Somebody else has changed this person meanwhile: {now}. What you typed is kept; look at it and save again.",
  },
  "person-disabled": { status: 409, sentence: "{name} is disabled. Enable the account first." },
  "person-not-disabled": { status: 409, sentence: "{name} is enabled already." },
  "last-admin": {
    status: 409,
    sentence: "{name} is the only admin who is enabled. Make somebody else an admin first: without one, nobody could.",
  },
  "email-taken": { status: 409, sentence: "{email} has an account already." },
  "invite-not-found": {
    status: 404,
    sentence: "This invitation is not open any more: it was used, revoked or replaced.",
  },
  "link-unknown": {
    status: 404,
    sentence: "This link is not known here. Ask the admin who gave it to you for a new one.",
  },
  "link-used": {
    status: 410,
    sentence: "This link has been used; it works once. Sign in, or ask an admin for a new one.",
  },
  "link-revoked": {
    status: 410,
    sentence: "This link was taken back or replaced by a newer one. Ask the admin who gave it to you.",
  },
  "link-expired": { status: 410, sentence: "This link has run out. Ask the admin who gave it to you for a new one." },
  "wait-not-found": { status: 404, sentence: "Nothing waits there any more." },
  "old-password-wrong": { status: 422, sentence: "The old password is wrong; this was {which} try of five." },
  "password-wrong": { status: 422, sentence: "The password is wrong; this was {which} try of five." },
  "signing-waits": { status: 429, sentence: "Too many wrong passwords: signing from here rests for {wait}." },
  "password-waits": { status: 429, sentence: "Too many wrong tries: changing the password rests for {wait}." },
  "session-not-found": { status: 404, sentence: "This session has ended already." },
} satisfies RefusalTable;
