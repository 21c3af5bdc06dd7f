import type { ArrivalTrouble } from "#lib/training/core/training-view.ts";

/** What happened on the tablet, and what helps. */
const sentences: Readonly<Record<string, string>> = {
  "pin-wrong": "the PIN was wrong. Hand the tablet over again; after five wrong ones the PIN is locked.",
  locked: "the PIN is locked after five wrong ones. Unlock it, then hand the tablet over again.",
  "pin-not-set": "there is no PIN yet. Hand the tablet over: a PIN is set there in front of you, then they sign.",
  "pin-trivial": "the PIN was too easy to guess. Hand the tablet over: another one is chosen there.",
  "content-changed": "the record was changed after they read it. Hand the tablet over: they read it again and sign.",
  "already-signed": "they had signed already. Nothing needs to be done.",
  "session-closed": "the session was closed before it arrived. Open it again, and have it signed once more.",
  "password-wrong": "the trainer’s password was wrong. Sign again, here or on the tablet.",
  "pin-already-set":
    "there is a PIN already. Hand the tablet over and they sign with it, or clear the PIN if it is forgotten.",
  "not-in-session": "they are not booked in this session. Book them, then hand the tablet over again.",
  "not-opened": "it could not be read on arrival. Have it signed once more.",
  "id-used": "the tablet sent two things under one number. Have it signed once more.",
  "device-waits": "too many wrong tries on that tablet: it rests for a while. Take another one, or wait.",
};

export function troubleText({ result, kind }: Pick<ArrivalTrouble, "result" | "kind">): string {
  return (
    sentences[result] ?? `${kind.replace("-", " ")} was not taken (${result.replaceAll("-", " ")}). Have it done again.`
  );
}
