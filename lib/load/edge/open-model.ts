import { dueAtMs, requestsIn } from "../core/pacing.ts";
import type { OpenProfile } from "../core/profile.ts";
import { latenessLimitMs } from "../core/saturation.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { noStepReady, type SetUpFailure, setUpSentence, VirtualUser, type Workplace } from "./virtual-user.ts";
import { WaitingLine } from "./waiting-line.ts";

/** Requests at a planned rate, whatever the target does: each takes an idle user, or waits for one, or is dropped and counted. */

/** A request may be released this much early: a timer's grain, less than what it would otherwise be late. */
const earlyMs = 0.7;
const setUpsAtOnce = 20;
const firstPauseMs = 1000;
const longestPauseMs = 8000;

export class OpenModel implements Driver {
  /** A timer's shortest pause: what became due in the meantime is caught up. */
  readonly tickEveryMs = 1;
  readonly #place: Workplace;
  readonly #profile: OpenProfile;
  readonly #share: ThreadShare;
  readonly #mostUsers: number;
  /** Requests of the plan; a stop cuts it. */
  #total: number;
  /** The next request to release, and the next to count as planned. */
  #next: number;
  #counted: number;
  #stopped = false;
  #users: VirtualUser[] = [];
  /** The user that was free last is taken first: the same few connections stay warm. */
  #idle: VirtualUser[] = [];
  /** Users whose set-up failed; they are tried again before new ones are made. */
  #failed: VirtualUser[] = [];
  #coming = 0;
  readonly #waiting = new WaitingLine();
  #inFlight = 0;
  readonly #answered = (user: VirtualUser) => {
    this.#inFlight--;
    this.#free(user);
  };
  #pauseMs = firstPauseMs;
  #pauseUntilMs = 0;

  constructor(place: Workplace, profile: OpenProfile, share: ThreadShare) {
    this.#place = place;
    this.#profile = profile;
    this.#share = share;
    this.#total = requestsIn(profile.stages);
    this.#mostUsers = Math.max(1, Math.floor((profile.maxUsers + share.threads - 1 - share.index) / share.threads));
    this.#next = share.index;
    this.#counted = share.index;
  }

  /** Sets up as many users as a quarter of a second of the highest rate takes, a few at a time, until one fails: the rest come when they are
   *  needed. */
  async prepare(): Promise<string | null> {
    const peak = Math.max(...this.#profile.stages.map(({ from, to }) => Math.max(from, to)));
    const first = Math.min(this.#mostUsers, Math.max(4, Math.ceil((peak / this.#share.threads) * 0.25)));
    let failure: SetUpFailure | null = null;
    const line = async () => {
      while (this.#users.length < first) {
        const user = this.#newUser();
        const failed = await user.setUp();
        if (failed === null) this.#idle.push(user);
        else {
          this.#failed.push(user);
          failure = failed;
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(setUpsAtOnce, first) }, line));
    return this.#idle.length === 0 && failure !== null ? setUpSentence(failure) : null;
  }

  #newUser(): VirtualUser {
    const user = new VirtualUser(this.#place, this.#users.length * this.#share.threads + this.#share.index);
    this.#users.push(user);
    return user;
  }

  tick(now: number): void {
    const { stages } = this.#profile;
    while (this.#next < this.#total) {
      const due = dueAtMs(this.#next, stages);
      if (due > now + earlyMs) break;
      this.#next += this.#share.threads;
      this.#release(due, now);
    }
    if (this.#waiting.length === 0) return;
    this.#dropExpired(now);
    this.#bringUsers(now);
  }

  #release(due: number, now: number): void {
    this.#place.recorder.late(due, Math.max(0, now - due));
    const user = this.#idle.pop();
    if (user === undefined) this.#waiting.push(due);
    else this.#send(user, due);
  }

  #send(user: VirtualUser, due: number): void {
    this.#place.recorder.at(due).sent++;
    this.#inFlight++;
    if (!user.draw(due, this.#place.now(), this.#answered)) this.#place.onFault(noStepReady);
  }

  /** A user takes the arrival that has waited longest, or rests on top of the idle ones. */
  #free(user: VirtualUser): void {
    const due = this.#waiting.takeOldest();
    if (due === undefined) this.#idle.push(user);
    else this.#send(user, due);
  }

  /** One more user for each arrival that waits, a few set-ups at a time. */
  #bringUsers(now: number): void {
    while (now >= this.#pauseUntilMs && this.#coming < Math.min(setUpsAtOnce, this.#waiting.length)) {
      const user = this.#failed.pop() ?? (this.#users.length < this.#mostUsers ? this.#newUser() : undefined);
      if (user === undefined) return;
      this.#bring(user);
    }
  }

  /** The user joins when its set-up is done. After a failed one the next is tried after a pause, which doubles. */
  async #bring(user: VirtualUser): Promise<void> {
    this.#coming++;
    const failed = await user.setUp();
    this.#coming--;
    if (failed === null) {
      this.#pauseMs = firstPauseMs;
      this.#free(user);
      return;
    }
    this.#failed.push(user);
    const now = this.#place.now();
    if (now < this.#pauseUntilMs) return;
    this.#pauseUntilMs = now + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  #dropExpired(now: number): void {
    for (let due = this.#waiting.oldest; due !== undefined; due = this.#waiting.oldest) {
      if (now - due <= this.#profile.startLimitMs) return;
      this.#waiting.takeOldest();
      this.#place.recorder.at(now).dropped++;
    }
  }

  beforeClose(second: number): void {
    const frame = this.#place.recorder.at(second * 1000);
    const until = (second + 1) * 1000;
    while (this.#counted < this.#total && dueAtMs(this.#counted, this.#profile.stages) < until) {
      frame.planned++;
      this.#counted += this.#share.threads;
    }
    frame.inFlight = this.#inFlight;
    frame.waiting = this.#waiting.length;
    frame.users = this.#users.length - this.#coming - this.#failed.length;
  }

  drained(): boolean {
    return this.#inFlight === 0 && this.#waiting.length === 0;
  }

  /** Nothing is released from now on, and what waits for a user never starts. What the pacer should long have released counts as planned and
   *  late; what was due in this very moment was never part of the run. */
  stop(now: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    const { threads } = this.#share;
    while (this.#next < this.#total) {
      const due = dueAtMs(this.#next, this.#profile.stages);
      if (due > now - latenessLimitMs) break;
      this.#place.recorder.at(due).late++;
      this.#place.recorder.at(now).dropped++;
      this.#next += threads;
    }
    this.#total = Math.min(this.#total, this.#next);
    this.#dropWaiting(now);
  }

  #dropWaiting(now: number): void {
    const left = this.#waiting.clear();
    if (left > 0) this.#place.recorder.at(now).dropped += left;
  }

  finish(now: number): void {
    this.#dropWaiting(now);
    for (const user of this.#users) user.abandon(now);
    this.#inFlight = 0;
  }
}
