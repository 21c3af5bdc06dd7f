import type { ArrivalAnswer } from "../core/kiosk-view.ts";
import { type Heard, sendArrivals } from "./kiosk-door.ts";
import type { KioskStore, Waiting } from "./kiosk-store.ts";

const mostAtOnce = 10;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

type Told = {
  onChange(waiting: readonly Waiting[]): void;
  onAnswer(waiting: Waiting, answer: ArrivalAnswer): void;
  onClosed(): void;
};

/** Sends what was sealed, in order and each by its own id, until the server has answered it: then once is enough, however often it was sent. */
export class KioskQueue {
  readonly #store: KioskStore;
  readonly #told: Told;
  #sessionId = "";
  #isSending = false;
  #isAsked = false;
  #tries = 0;
  #nextAt = 0;

  constructor(store: KioskStore, told: Told) {
    this.#store = store;
    this.#told = told;
  }

  /** What belongs to another session waits until that one is handed out again. */
  async use(sessionId: string): Promise<void> {
    this.#sessionId = sessionId;
    await this.#tell();
  }

  async add(waiting: Waiting): Promise<void> {
    await this.#store.add(waiting);
    await this.#tell();
    this.#isAsked = true;
    this.#nextAt = 0;
    this.look();
  }

  /** The network is back: soon, but not all tablets in the same moment. */
  hurry(): void {
    this.#tries = 0;
    this.#nextAt = performance.now() + Math.random() * firstRetryMs;
  }

  /** Sends when it is time to. */
  look(): void {
    if (!this.#isSending && performance.now() >= this.#nextAt) void this.#send();
  }

  /** Of several open tabs one sends. What was added meanwhile goes along. */
  async #send(): Promise<void> {
    this.#isSending = true;
    try {
      do {
        this.#isAsked = false;
        await navigator.locks.request("gantry-kiosk-sending", () => this.#sendAll());
      } while (this.#isAsked);
    } finally {
      this.#isSending = false;
    }
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const batch = (await this.#mine()).slice(0, mostAtOnce);
      if (batch.length === 0) return;
      const heard = await sendArrivals(batch.map(({ arrival }) => arrival));
      if (heard.kind !== "heard") return this.#failed(heard);
      this.#tries = 0;
      if (!(await this.#take(batch, heard.said.answers))) return;
    }
  }

  /** False when the server wants a pause. */
  async #take(batch: readonly Waiting[], answers: readonly ArrivalAnswer[]): Promise<boolean> {
    const final = answers.filter(({ result }) => result !== "device-waits");
    await this.#store.remove(new Set(final.map(({ id }) => id)));
    await this.#tell();
    for (const answer of answers) {
      const waiting = batch.find(({ arrival }) => arrival.id === answer.id);
      if (waiting !== undefined) this.#told.onAnswer(waiting, answer);
    }
    if (final.length === batch.length) return true;
    this.#later();
    return false;
  }

  #failed(heard: Exclude<Heard<unknown>, { kind: "heard" }>): void {
    this.#later();
    if (heard.kind === "closed") this.#told.onClosed();
  }

  #later(): void {
    this.#tries += 1;
    this.#nextAt = performance.now() + retryMs(this.#tries, Math.random());
  }

  async #mine(): Promise<Waiting[]> {
    return (await this.#store.queue()).filter(({ sessionId }) => sessionId === this.#sessionId);
  }

  async #tell(): Promise<void> {
    this.#told.onChange(await this.#mine());
  }
}

/** How long until the next try, in ms: doubling, at most half a minute, spread by half of itself. `random` 0..1. */
export function retryMs(tries: number, random: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 2 ** (tries - 1)) * (0.5 + random);
}
