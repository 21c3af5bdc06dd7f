import type { Arrival, KioskOperator, KioskView, ShownByLanguage } from "../core/kiosk-view.ts";
import type { Language } from "../core/language.ts";
import type { KeptLock } from "./kiosk-lock.ts";
import type { Answered, Waiting } from "./kiosk-store.ts";

/** `never`: this browser is no kiosk; `closed`: it was one. */
type KioskPhase = "starting" | "in-use" | "closed" | "never";

export type KioskState = {
  phase: KioskPhase;
  view: KioskView | null;
  /** When the server was heard last, by its own clock; null while it is heard. */
  offlineSince: number | null;
  /** Of this session, in order. */
  queue: readonly Waiting[];
  answers: Readonly<Record<string, Answered>>;
  /** Of the list. */
  language: Language;
  lock: KeptLock | null;
  isLocked: boolean;
};

/** What the device knows of an operator beyond the last view. */
export type OnDevice = {
  /** Sealed and not answered yet; the last one counts. */
  waiting: { kind: Arrival["kind"]; at: number } | null;
  /** The trainer's signature for them is sealed and not answered yet. */
  isTrainerWaiting: boolean;
  /** The server's answer to their last try, where the view does not show it yet, or never will. */
  answered: Answered | null;
  hasPin: boolean;
};

/** Stands in for an operator's id where the trainer signed. */
export const trainerKey = "trainer";

export function onDevice({ queue, answers }: Pick<KioskState, "queue" | "answers">, operator: KioskOperator): OnDevice {
  const own = queue.filter(({ arrival }) => arrival.kind !== "trainer-signed" && arrival.operatorId === operator.id);
  const last = own.findLast(({ arrival }) => arrival.kind !== "pin-set");
  const isTrainerWaiting = queue.some(({ arrival }) => signsFor(arrival).includes(operator.id));
  const setsPin = own.some(({ arrival }) => arrival.kind === "pin-set");
  const answered = answers[operator.id] ?? null;
  const wasSet = answered?.kind === "pin-set" && answered.answer.result === "pin-set";
  return {
    waiting: last === undefined ? null : { kind: last.arrival.kind, at: last.at },
    isTrainerWaiting,
    answered,
    hasPin: operator.hasPin || setsPin || wasSet,
  };
}

function signsFor(arrival: Arrival): readonly string[] {
  return arrival.kind === "trainer-signed" ? arrival.signs.map(({ operatorId }) => operatorId) : [];
}

/** Whether anything can be signed now. */
export function canSign(shown: ShownByLanguage): boolean {
  return Object.values(shown).some((one) => one !== null);
}

/** Under whose name an arrival's answer is kept. */
export function answerKey(arrival: Arrival): string {
  return arrival.kind === "trainer-signed" ? trainerKey : arrival.operatorId;
}
