import { dueAtMs, requestsIn } from "../core/pacing.ts";
import { type OpenProfile, plannedSeconds } from "../core/profile.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { VirtualUser, type Workplace } from "./virtual-user.ts";

/** Requests at a planned rate, whatever the target does: each takes an idle user, or waits for one, or is dropped and counted. */

/** A request may be released this much early: a timer's grain, less than what it would otherwise be late. */
const earlyMs = 0.7;
const setUpsAtOnce = 20;
const pauseAfterFailedSetUpMs = 1000;

export class OpenModel implements Driver {
  readonly #place: Workplace;
  readonly #profile: OpenProfile;
  readonly #share: ThreadShare;
  readonly #total: number;
  readonly #mostUsers: number;
  /** The next request to release, and the next to count as planned. */
  #next: number;
  #counted: number;
  #endMs: number;
  #users: VirtualUser[] = [];
  #idle: VirtualUser[] = [];
  #coming = 0;
  #waiting: number[] = [];
  #waitingFrom = 0;
  #inFlight = 0;
  #pauseUntilMs = Number.NEGATIVE_INFINITY;

  constructor(place: Workplace, profile: OpenProfile, share: ThreadShare) {
    this.#place = place;
    this.#profile = profile;
    this.#share = share;
    this.#total = requestsIn(profile.stages);
    this.#mostUsers = Math.max(1, Math.floor((profile.maxUsers + share.threads - 1 - share.index) / share.threads));
    this.#next = share.index;
    this.#counted = share.index;
    this.#endMs = plannedSeconds(profile) * 1000;
  }

  /** Sets up as many users as a quarter of a second of the highest rate takes, a few at a time. */
  async prepare(): Promise<string | null> {
    const peak = Math.max(...this.#profile.stages.map(({ from, to }) => Math.max(from, to)));
    const first = Math.min(this.#mostUsers, Math.max(4, Math.ceil((peak / this.#share.threads) * 0.25)));
    let failure: string | null = null;
    let begun = 0;
    const worker = async () => {
      while (begun < first) {
        const user = this.#newUser(begun++);
        const failed = await user.setUp();
        if (failed === null) this.#idle.push(user);
        else failure = `The set-up step "${failed.step}" failed: ${failed.sentence}`;
      }
    };
    await Promise.all(Array.from({ length: Math.min(setUpsAtOnce, first) }, worker));
    return this.#idle.length === 0 ? failure : null;
  }

  #newUser(number: number): VirtualUser {
    const user = new VirtualUser(this.#place, number * this.#share.threads + this.#share.index);
    this.#users.push(user);
    return user;
  }

  tick(now: number): void {
    const { stages } = this.#profile;
    while (this.#next < this.#total) {
      const due = dueAtMs(this.#next, stages);
      if (due > now + earlyMs || due >= this.#endMs) break;
      this.#next += this.#share.threads;
      this.#release(due, now);
    }
    this.#dropExpired(now);
  }

  #release(due: number, now: number): void {
    this.#place.recorder.late(due, Math.max(0, now - due));
    const user = this.#idle.pop();
    if (user !== undefined) return this.#send(user, due);
    this.#waiting.push(due);
    if (this.#users.length < this.#mostUsers && this.#coming < this.#waitingCount()) this.#bring(now);
  }

  #send(user: VirtualUser, due: number): void {
    this.#place.recorder.at(due).sent++;
    this.#inFlight++;
    const sent = user.request(due, () => {
      this.#inFlight--;
      this.#free(user);
    });
    if (sent) return;
    this.#inFlight--;
    this.#place.onFault(
      "No step of the mix can be drawn by a user who remembers nothing yet: give one a step without `needs`.",
    );
  }

  /** A user takes the arrival that has waited longest, or rests on top of the idle ones: the same few connections stay warm. */
  #free(user: VirtualUser): void {
    const due = this.#waiting[this.#waitingFrom];
    if (due === undefined) {
      this.#idle.push(user);
      return;
    }
    this.#waitingFrom++;
    this.#compact();
    this.#send(user, due);
  }

  #waitingCount(): number {
    return this.#waiting.length - this.#waitingFrom;
  }

  #compact(): void {
    if (this.#waitingFrom < 1024 || this.#waitingFrom * 2 < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#waitingFrom);
    this.#waitingFrom = 0;
  }

  /** One more user; it joins when its set-up is done. After a failed set-up the next is tried a second later. */
  async #bring(now: number): Promise<void> {
    if (now < this.#pauseUntilMs) return;
    this.#coming++;
    const user = this.#newUser(this.#users.length);
    const failed = await user.setUp();
    this.#coming--;
    if (failed === null) return this.#free(user);
    this.#pauseUntilMs = this.#place.now() + pauseAfterFailedSetUpMs;
    this.#users.splice(this.#users.indexOf(user), 1);
    user.abandon(this.#place.now());
  }

  #dropExpired(now: number): void {
    for (;;) {
      const due = this.#waiting[this.#waitingFrom];
      if (due === undefined || now - due <= this.#profile.startLimitMs) break;
      this.#waitingFrom++;
      this.#place.recorder.at(now).dropped++;
    }
    this.#compact();
  }

  beforeClose(second: number): void {
    const frame = this.#place.recorder.at(second * 1000);
    const until = Math.min((second + 1) * 1000, this.#endMs);
    while (this.#counted < this.#total && dueAtMs(this.#counted, this.#profile.stages) < until) {
      frame.planned++;
      this.#counted += this.#share.threads;
    }
    frame.inFlight = this.#inFlight;
    frame.waiting = this.#waitingCount();
    frame.users = this.#users.length - this.#coming;
  }

  drained(): boolean {
    return this.#inFlight === 0 && this.#waitingCount() === 0;
  }

  /** Nothing is released from now on; what waits for a user never starts. */
  stop(now: number): void {
    this.#endMs = Math.min(this.#endMs, now);
    this.#next = this.#total;
  }

  finish(now: number): void {
    const waiting = this.#waitingCount();
    if (waiting > 0) this.#place.recorder.at(now).dropped += waiting;
    this.#waiting = [];
    this.#waitingFrom = 0;
    for (const user of this.#users) user.abandon(now);
    this.#inFlight = 0;
  }
}
