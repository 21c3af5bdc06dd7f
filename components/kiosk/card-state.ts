import type { MarkName } from "#components/ui/mark.tsx";
import { canSign, type OnDevice } from "#lib/training/browser/kiosk-state.ts";
import type { KioskOperator } from "#lib/training/core/kiosk-view.ts";
import type { OperatorStanding } from "#lib/training/core/session-state.ts";
import type { Messages } from "./messages/messages.ts";

/** `can`: signs now; `sealed`: signed on the device, and no signature yet. */
type Look = "can" | "done" | "sealed" | "not-yet";

export type Card = {
  look: Look;
  mark: MarkName | null;
  words: string;
  note: string;
  isWrong: boolean;
  /** Null: it cannot be tapped. */
  opens: "sign" | "set-pin" | null;
};

export type CardInput = {
  operator: KioskOperator;
  device: OnDevice;
  /** Of the view that says all this: an answer that is newer counts before it. */
  viewAt: number;
  time(ms: number): string;
};

/** What the operator's place in the list says, and whether it can be tapped. */
export function cardOf(t: Messages, input: CardInput): Card {
  return (
    sealedCard(t, input) ?? signedCard(t, input) ?? lockedCard(t, input) ?? readyCard(t, input) ?? notYetCard(t, input)
  );
}

function sealedCard(t: Messages, { device, time }: CardInput): Card | null {
  const { waiting, isTrainerWaiting } = device;
  const sealed = { look: "sealed", mark: "stale", note: "", isWrong: false, opens: null } as const;
  if (waiting?.kind === "declined") return { ...sealed, words: t.card.declineWaiting };
  if (waiting !== null) return { ...sealed, words: t.card.waiting, note: t.card.signedAt(time(waiting.at)) };
  return isTrainerWaiting ? { ...sealed, words: t.card.trainerWaiting } : null;
}

function signedCard(t: Messages, { operator, device, viewAt, time }: CardInput): Card | null {
  const done = { look: "done", mark: "go", isWrong: false, opens: null } as const;
  const { standing, trainerSignedAt } = operator;
  if (standing === "signed")
    return { ...done, words: t.card.bothSigned, note: trainerSignedAt === null ? "" : time(trainerSignedAt) };
  const saidSigned = device.answered?.answer.result === "signed" && device.answered.at > viewAt;
  if (standing === "operator-signed" || saidSigned)
    return { ...done, words: t.card.operatorSigned, note: t.card.trainerNext };
  return null;
}

function lockedCard(t: Messages, { operator, device, viewAt }: CardInput): Card | null {
  const saidLocked = device.answered?.answer.result === "locked" && device.answered.at > viewAt;
  if (!operator.isLocked && !saidLocked) return null;
  const locked = { look: "not-yet", mark: "locked", isWrong: false, opens: null } as const;
  return { ...locked, words: t.card.locked, note: t.card.trainerUnlocks };
}

function readyCard(t: Messages, { operator, device }: CardInput): Card | null {
  if (!canSign(operator.shown)) return null;
  const opens = device.hasPin ? "sign" : "set-pin";
  if (operator.standing === "declined")
    return {
      look: "not-yet",
      mark: "warning",
      words: t.card.declined,
      note: t.card.signAfterAll,
      isWrong: false,
      opens,
    };
  const trouble = troubleOf(t, device, operator);
  const words = trouble === null ? t.card.sign : t.card.signAgain;
  const note = trouble ?? (device.hasPin ? t.card.alone : t.card.setsPin);
  return { look: "can", mark: null, words, note, isWrong: trouble !== null, opens };
}

/** Why what was sealed did not become a signature. */
function troubleOf(t: Messages, { answered }: OnDevice, { triesLeft }: KioskOperator): string | null {
  switch (answered?.answer.result) {
    case undefined:
    case "signed":
    case "pin-set":
    case "declined":
    case "locked":
    case "already-signed":
    case "pin-already-set":
      return null;
    case "pin-wrong":
      return t.card.pinWrong(triesLeft);
    case "pin-trivial":
      return t.setPin.trivial;
    case "content-changed":
      return t.card.changed;
    default:
      return t.card.wasNotTaken;
  }
}

function notYetCard(t: Messages, { operator, device }: CardInput): Card {
  const { standing, stepsSaid, steps } = operator;
  const says: Partial<Record<OperatorStanding, [mark: MarkName, words: string, note: string]>> = {
    unsaid: ["not-polled", t.card.unsaid, ""],
    absent: ["inconclusive", t.card.absent, ""],
    "left-early": ["inconclusive", t.card.leftEarly, ""],
    "at-step": ["due", t.card.atStep(Math.min(stepsSaid + 1, steps), steps), ""],
    "needs-help": ["inconclusive", t.card.needsHelp, t.card.practises],
    declined: ["warning", t.card.declined, t.card.askTrainer],
  };
  const [mark, words, note] = says[standing] ?? ["inconclusive", t.card.askTrainer, ""];
  const wasChanged = device.answered?.answer.result === "content-changed";
  return { look: "not-yet", mark, words, note: wasChanged ? t.card.changed : note, isWrong: wasChanged, opens: null };
}
