import { dueAtMs, requestsIn } from "../core/pacing.ts";
import { type OpenProfile, plannedSeconds } from "../core/profile.ts";
import { type Random, seededRandom } from "../core/random.ts";
import { latenessLimitMs } from "../core/saturation.ts";
import { weightedDraw } from "../core/template-source.ts";
import { kindSequence } from "../core/user-kinds.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { noStepReady, type SetUpFailure, setUpSentence, VirtualUser, type Workplace } from "./virtual-user.ts";
import { WaitingLine } from "./waiting-line.ts";

/** Requests at a planned rate, whatever the target does: each takes an idle user, or waits for one, or is dropped and counted. */

/** A request may be released this much early: a timer's grain, less than what it would otherwise be late. */
const earlyMs = 0.7;
const setUpsAtOnce = 20;
const firstPauseMs = 1000;
const longestPauseMs = 8000;

/** Users of one kind: whoever was free last is taken first, so that the same few connections stay warm; those whose set-up failed are tried again
 *  before new ones are made. And the arrivals that wait for one. */
type OfKind = { idle: VirtualUser[]; failed: VirtualUser[]; waiting: WaitingLine };

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
  readonly #kinds: readonly OfKind[];
  readonly #random: Random;
  readonly #drawKind: (chance: number) => number;
  #coming = 0;
  #inFlight = 0;
  readonly #answered = (user: VirtualUser) => {
    this.#inFlight--;
    this.#free(user);
  };
  #pauseMs = firstPauseMs;
  #pauseUntilMs = 0;

  get endMs(): number {
    return plannedSeconds(this.#profile) * 1_000;
  }

  constructor(place: Workplace, { profile, seed }: { profile: OpenProfile; seed: number }, share: ThreadShare) {
    this.#place = place;
    const shares = place.compiled.kinds.map((kind) => kind.share);
    this.#kinds = shares.map(() => ({ idle: [], failed: [], waiting: new WaitingLine() }));
    this.#drawKind = weightedDraw(shares);
    this.#random = seededRandom(seed + share.index);
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
    const kinds = kindSequence(
      this.#place.compiled.kinds.map(({ share }) => share),
      first,
    );
    let failure: SetUpFailure | null = null;
    const line = async () => {
      while (this.#users.length < first && failure === null) {
        const user = this.#newUser(kinds[this.#users.length] ?? 0);
        const failed = await user.setUp();
        const { idle, failed: others } = this.#ofKind(user);
        (failed === null ? idle : others).push(user);
        failure ??= failed;
      }
    };
    await Promise.all(Array.from({ length: Math.min(setUpsAtOnce, first) }, line));
    return this.#kinds.every(({ idle }) => idle.length === 0) && failure !== null ? setUpSentence(failure) : null;
  }

  #ofKind({ state: { kind } }: VirtualUser): OfKind {
    return this.#kinds[kind] ?? { idle: [], failed: [], waiting: new WaitingLine() };
  }

  #newUser(kind: number): VirtualUser {
    const user = new VirtualUser(this.#place, this.#users.length * this.#share.threads + this.#share.index, kind);
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
    for (const [index, kind] of this.#kinds.entries()) {
      if (kind.waiting.length === 0) continue;
      this.#dropExpired(kind, now);
      this.#bringUsers(index, kind, now);
    }
  }

  #release(due: number, now: number): void {
    this.#place.recorder.late(due, Math.max(0, now - due));
    const only = this.#kinds.length === 1;
    const kind = this.#kinds[only ? 0 : this.#drawKind(this.#random())];
    const user = kind?.idle.pop();
    if (user === undefined) kind?.waiting.push(due);
    else this.#send(user, due);
  }

  #send(user: VirtualUser, due: number): void {
    this.#place.recorder.at(due).sent++;
    this.#inFlight++;
    if (!user.draw(due, this.#place.now(), this.#answered)) this.#place.onFault(noStepReady);
  }

  /** A user takes the arrival of its kind that has waited longest, or rests on top of the idle ones. */
  #free(user: VirtualUser): void {
    const { waiting, idle } = this.#ofKind(user);
    const due = waiting.takeOldest();
    if (due === undefined) idle.push(user);
    else this.#send(user, due);
  }

  /** One more user for each arrival that waits, a few set-ups at a time. */
  #bringUsers(index: number, { failed, waiting }: OfKind, now: number): void {
    while (now >= this.#pauseUntilMs && this.#coming < Math.min(setUpsAtOnce, waiting.length)) {
      const user = failed.pop() ?? (this.#users.length < this.#mostUsers ? this.#newUser(index) : undefined);
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
    this.#ofKind(user).failed.push(user);
    const now = this.#place.now();
    if (now < this.#pauseUntilMs) return;
    this.#pauseUntilMs = now + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  #dropExpired({ waiting }: OfKind, now: number): void {
    for (let due = waiting.oldest; due !== undefined; due = waiting.oldest) {
      if (now - due <= this.#profile.startLimitMs) return;
      waiting.takeOldest();
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
    frame.waiting = this.#waits();
    const failed = this.#kinds.reduce((sum, kind) => sum + kind.failed.length, 0);
    frame.users = this.#users.length - this.#coming - failed;
  }

  drained(): boolean {
    return this.#inFlight === 0 && this.#waits() === 0;
  }

  #waits(): number {
    return this.#kinds.reduce((sum, { waiting }) => sum + waiting.length, 0);
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
    const left = this.#kinds.reduce((sum, { waiting }) => sum + waiting.clear(), 0);
    if (left > 0) this.#place.recorder.at(now).dropped += left;
  }

  finish(now: number): void {
    this.#dropWaiting(now);
    for (const user of this.#users) user.abandon(now);
    this.#inFlight = 0;
  }
}
