import type { ArrivalAnswer, ArrivalHead, KioskView } from "../core/kiosk-view.ts";
import type { Language } from "../core/language.ts";
import { type Anchor, type KeptAnchor, resumed, serverTime } from "./kiosk-clock.ts";
import { askView, exitKiosk, type Left, type Seen } from "./kiosk-door.ts";
import { makeLock, tryCode } from "./kiosk-lock.ts";
import { KioskQueue } from "./kiosk-queue.ts";
import { answerKey, type KioskState } from "./kiosk-state.ts";
import { KioskStore, type Waiting } from "./kiosk-store.ts";
import { seal } from "./seal.ts";

const askEveryMs = 2_000;
const lookEveryMs = 250;
const silentAfterMs = 3_500;
/** While the server answers otherwise; a hash is slow on a busy one. */
const answerWithinMs = 15_000;
const lockAfterMs = 180_000;
const touchKeptEveryMs = 10_000;

/** What was typed, before it is sealed. */
export type Typed =
  | { kind: "pin-set"; operatorId: string; secret: { pin: string } }
  | { kind: "signed"; operatorId: string; sha256: string; secret: { pin: string } }
  | { kind: "declined"; operatorId: string; secret: { reason: string } }
  | { kind: "trainer-signed"; signs: readonly { operatorId: string; sha256: string }[]; secret: { password: string } };

/** The server's answer, or null: sealed, and waiting to be sent. */
export type Became = ArrivalAnswer | null;

/** The tablet: asks the server what there is, keeps it for when there is no network, seals what is typed and sends it once. */
export class KioskDevice {
  readonly #store = new KioskStore();
  readonly #queue: KioskQueue;
  readonly #listeners = new Set<() => void>();
  readonly #hoping = new Map<string, (became: Became) => void>();
  #state: KioskState;
  #anchor: Anchor | null = null;
  #heardAtMs = 0;
  #touchedAtMs = performance.now();
  #touchKeptAtMs = Number.NEGATIVE_INFINITY;
  #isAsking = false;
  /** Of the view that is there, as the server named it. */
  #mark: string | null = null;

  constructor(language: Language) {
    this.#state = {
      ...{ phase: "starting", view: null, offlineSince: null, queue: [], answers: {} },
      ...{ language, lock: null, isLocked: false },
    };
    this.#queue = new KioskQueue(this.#store, {
      onChange: (queue) => this.#set({ queue }),
      onAnswer: (waiting, answer) => this.#answered(waiting, answer),
      onClosed: () => void this.#closed(),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): KioskState => this.#state;

  /** The server's time, ms since 1970. */
  readonly now = (): number => (this.#anchor === null ? Date.now() : serverTime(this.#anchor, performance.now()));

  /** Goes on where the last page of this browser stopped. Answers how to stop. */
  start(): () => void {
    let timers: ReturnType<typeof setInterval>[] = [];
    let isStopped = false;
    void this.#resume().then(() => {
      if (isStopped) return;
      void this.#ask();
      timers = [setInterval(() => void this.#ask(), askEveryMs), setInterval(() => this.#look(), lookEveryMs)];
    });
    return () => {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
    };
  }

  readonly setLanguage = (language: Language): void => {
    this.#set({ language });
    void this.#store.keep({ language });
  };

  readonly setCode = async (code: string): Promise<void> => {
    const lock = await makeLock(code);
    await this.#store.keep({ lock, isLocked: false });
    this.#set({ lock, isLocked: false });
  };

  readonly lockNow = (): void => {
    this.#set({ isLocked: true });
    void this.#store.keep({ isLocked: true });
  };

  readonly unlock = async (code: string): Promise<boolean> => {
    if (this.#state.lock === null || this.#state.lock.waitsUntil > this.now()) return false;
    const { opens, lock } = await tryCode(this.#state.lock, code, this.now());
    // First kept, then shown: a reload gives no further try.
    await this.#store.keep({ lock, isLocked: !opens });
    this.#touchedAtMs = performance.now();
    this.#set({ lock, isLocked: !opens });
    return opens;
  };

  readonly touch = (): void => {
    this.#touchedAtMs = performance.now();
    if (this.#touchedAtMs - this.#touchKeptAtMs < touchKeptEveryMs) return;
    this.#touchKeptAtMs = this.#touchedAtMs;
    void this.#store.keep({ touchedAt: this.now() });
  };

  /** Seals and keeps it, then sends it; waits for the answer as long as somebody would. */
  readonly seal = async (typed: Typed, language: Language): Promise<Became> => {
    const { view, offlineSince } = this.#state;
    if (view === null) return null;
    const { secret, ...rest } = typed;
    const head = { ...rest, id: crypto.randomUUID() } as ArrivalHead;
    const at = this.now();
    const sealed = await seal(view.sealing, head, secret as never);
    const said = { language, sealedAt: Math.round(at), wasOffline: offlineSince !== null, sealed };
    const hoping = offlineSince === null ? this.#hope(head.id) : null;
    try {
      await this.#queue.add({ arrival: { ...head, ...said }, sessionId: view.session.id, at });
    } catch {
      // The browser keeps nothing more, a full device for example: then nothing was sealed.
      return { id: head.id, result: "not-opened", triesLeft: null, waitMinutes: null, operators: [] };
    }
    return hoping;
  };

  /** Ends the kiosk with the trainer's password; answers where to go from there. */
  readonly exit = async (body: { email?: string; password: string }): Promise<Left> => {
    const left = await exitKiosk(body);
    if (left.ok) await this.#store.wipe();
    return left;
  };

  #hope(id: string): Promise<Became> {
    return new Promise((resolve) => {
      const done = (became: Became) => {
        clearTimeout(timer);
        this.#hoping.delete(id);
        resolve(became);
      };
      const timer = setTimeout(() => done(null), answerWithinMs);
      this.#hoping.set(id, done);
    });
  }

  async #resume(): Promise<void> {
    const kept = await this.#store.kept();
    if (kept.language !== undefined) this.#set({ language: kept.language });
    if (kept.view === undefined || kept.anchor === undefined) return;
    this.#anchor = resumed(kept.anchor, Date.now(), performance.now());
    const lockedSince = (kept.touchedAt ?? 0) + lockAfterMs;
    const { view, answers = {}, lock = null } = kept;
    const isLocked = kept.isLocked === true || (lock !== null && this.now() > lockedSince);
    this.#set({ phase: "in-use", view, answers, lock, isLocked, offlineSince: kept.anchor.serverAt });
    await this.#queue.use(view.session.id);
  }

  async #ask(): Promise<void> {
    if (this.#isAsking || this.#state.phase === "closed") return;
    this.#isAsking = true;
    const heard = await askView(this.#mark);
    this.#isAsking = false;
    if (heard.kind === "heard") await this.#heard(heard.said);
    else if (heard.kind === "closed") await this.#closed();
  }

  async #heard({ view, mark, now }: Seen): Promise<void> {
    const { view: before, offlineSince } = this.#state;
    this.#anchor = { serverAt: now, steadyAt: performance.now() };
    this.#heardAtMs = performance.now();
    this.#mark = mark;
    const anchor = { serverAt: now, deviceAt: Date.now() };
    if (offlineSince !== null) this.#queue.hurry();
    this.#set({ offlineSince: null });
    if (view === null) await this.#store.keep({ anchor });
    else if (before?.kiosk.id === view.kiosk.id) await this.#saw(view, anchor);
    else await this.#handedOut(view, anchor);
  }

  async #saw(view: KioskView, anchor: KeptAnchor): Promise<void> {
    this.#set({ phase: "in-use", view });
    await this.#store.keep({ view, anchor });
  }

  /** Another session or another time: nothing of the one before may stand, but what was sealed in it. */
  async #handedOut(view: KioskView, anchor: KeptAnchor): Promise<void> {
    await this.#store.wipe();
    this.#set({ answers: {}, lock: null, isLocked: false });
    await this.#store.keep({ language: this.#state.language });
    await this.#saw(view, anchor);
    await this.#queue.use(view.session.id);
  }

  #look(): void {
    const { phase, view, offlineSince, lock, isLocked, queue } = this.#state;
    if (phase !== "in-use" || view === null) return;
    const steady = performance.now();
    if (offlineSince === null && steady - this.#heardAtMs > silentAfterMs) this.#silent(steady - this.#heardAtMs);
    if (lock !== null && !isLocked && steady - this.#touchedAtMs > lockAfterMs) this.lockNow();
    if (queue.length > 0) this.#queue.look();
  }

  /** Whoever waits for an answer is told at once that none comes. */
  #silent(sinceMs: number): void {
    this.#set({ offlineSince: this.now() - sinceMs });
    for (const done of [...this.#hoping.values()]) done(null);
  }

  #answered({ arrival }: Waiting, answer: ArrivalAnswer): void {
    if (answer.result !== "device-waits") {
      const one = { kind: arrival.kind, answer, at: this.now() };
      const answers = { ...this.#state.answers, [answerKey(arrival)]: one };
      this.#set({ answers });
      void this.#store.keep({ answers });
      void this.#ask();
    }
    this.#hoping.get(answer.id)?.(answer);
  }

  async #closed(): Promise<void> {
    const wasOne = this.#state.view !== null || this.#state.phase === "closed";
    this.#set({ phase: wasOne ? "closed" : "never", view: null, answers: {}, lock: null, isLocked: false });
    await this.#store.wipe();
    // Of whatever session: it is still sealed here.
    this.#set({ queue: await this.#store.queue() });
  }

  #set(some: Partial<KioskState>): void {
    this.#state = { ...this.#state, ...some };
    for (const listener of this.#listeners) listener();
  }
}
