/** Every text of the kiosk. A language that lacks one does not compile. Times come as they are shown, "10:47". */
export type Messages = {
  /** Of a session, "TS-031, M3 QC gates". */
  session(name: string): string;
  live(now: string): string;
  offline(since: string, now: string): string;
  offlineIsOff: string;
  starting: string;
  list: {
    title: string;
    canNow(count: number, all: number): string;
    noneNow: string;
    waiting(count: number): string;
    waitingNote: string;
    page(at: number, of: number): string;
    previous: string;
    next: string;
    badge(badge: string, shift: string): string;
    trainerSigns(count: number): string;
    back: string;
    lock: string;
    nobody: string;
  };
  card: {
    sign: string;
    signAgain: string;
    alone: string;
    setsPin: string;
    pinWrong(triesLeft: number): string;
    changed: string;
    wasNotTaken: string;
    waiting: string;
    signedAt(time: string): string;
    trainerWaiting: string;
    operatorSigned: string;
    trainerNext: string;
    bothSigned: string;
    atStep(step: number, of: number): string;
    needsHelp: string;
    practises: string;
    absent: string;
    leftEarly: string;
    unsaid: string;
    declined: string;
    declineWaiting: string;
    signAfterAll: string;
    askTrainer: string;
    locked: string;
    trainerUnlocks: string;
  };
  sign: {
    as: string;
    did: string;
    /** What was taught: code and name, version, minutes, place. */
    taught(what: { name: string; version: number; minutes: number; place: string }): string;
    saw(trainer: string): string;
    alone: string;
    means: string;
    more: string;
    notMe: string;
    disagree: string;
    pin: string;
    digits(typed: number): string;
    clear: string;
    delete: string;
    sign: string;
    moreDigits(count: number): string;
    triesLeft(count: number): string;
    judging: string;
    wrong(triesLeft: number | null): string;
  };
  setPin: {
    as: string;
    title: string;
    rules: string;
    first: string;
    second: string;
    next: string;
    set: string;
    trivial: string;
    differ: string;
    back: string;
  };
  decline: {
    title: string;
    note: string;
    back: string;
    reasons: readonly string[];
    other: string;
    say: string;
    send: string;
  };
  trainer: {
    title: string;
    note(count: number): string;
    nobody: string;
    /** Operators whose own signature is sealed on the tablet. */
    notArrived(count: number): string;
    password: string;
    show: string;
    hide: string;
    sign(count: number): string;
    signing: string;
    results: string;
    signed: string;
    waiting: string;
    wrong: string;
    changed: string;
    notTaken: string;
    done: string;
  };
  exit: {
    title: string;
    note: string;
    email: string;
    otherPerson: string;
    leave: string;
    leaving: string;
    offline: string;
    unsent(count: number): string;
    refused: Readonly<Record<"wrong" | "waits" | "not-allowed" | "no-answer", string>>;
  };
  lock: {
    title: string;
    note: string;
    open: string;
    wrong: string;
    waits(seconds: number): string;
    setTitle: string;
    code: string;
    setNote: string;
    again: string;
    set: string;
    differ: string;
  };
  ended: {
    closed: string;
    closedNote: string;
    over: string;
    overNote: string;
    unsent(count: number): string;
    insecure: string;
    insecureNote: string;
    never: string;
    neverNote: string;
    tryAgain: string;
  };
  /** Said above the list, after somebody was there. */
  told: {
    signed(name: string, time: string): string;
    waiting(name: string): string;
    declined(name: string): string;
    pinSet(name: string): string;
    locked(name: string): string;
    changed(name: string): string;
    already(name: string): string;
    notTaken(name: string): string;
    deviceWaits(minutes: number): string;
  };
};
