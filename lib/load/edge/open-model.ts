import { Arrivals } from "../core/arrivals.ts";
import { type OpenProfile, peakRate, plannedSeconds } from "../core/profile.ts";
import { type Random, seededRandom } from "../core/random.ts";
import { latenessLimitMs } from "../core/saturation.ts";
import { weightedDraw } from "../core/template-source.ts";
import { usersByKind } from "../core/user-kinds.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { UsersOfKind } from "./users-of-kind.ts";
import { noStepReady, setUpSentence, VirtualUser, type Workplace } from "./virtual-user.ts";
import type { WaitingLine } from "./waiting-line.ts";

/** Requests at a planned rate, whatever the target does: each takes an idle user, or waits for one, or is dropped and counted. */

/** A request may be released this much early: a timer's grain, less than what it would otherwise be late. */
const earlyMs = 0.7;
const setUpsAtOnce = 20;
/** So that arrivals are drawn apart from what the users draw. */
const arrivalsSeed = 0x5eed;

export class OpenModel implements Driver {
  /** A timer's shortest pause: what became due in the meantime is caught up. */
  readonly tickEveryMs = 1;
  readonly #place: Workplace;
  readonly #profile: OpenProfile;
  readonly #share: ThreadShare;
  readonly #mostUsers: number;
  /** The same arrivals twice: the next to release, and the next to count as planned. */
  readonly #coming: Arrivals;
  readonly #counted: Arrivals;
  #stopped = false;
  #users: VirtualUser[] = [];
  readonly #kinds: readonly UsersOfKind[];
  readonly #random: Random;
  readonly #drawKind: (chance: number) => number;
  #inFlight = 0;
  readonly #answered = (user: VirtualUser) => {
    this.#inFlight--;
    this.#free(user);
  };

  get endMs(): number {
    return plannedSeconds(this.#profile) * 1_000;
  }

  constructor(place: Workplace, { profile, seed }: { profile: OpenProfile; seed: number }, share: ThreadShare) {
    this.#place = place;
    const shares = place.compiled.kinds.map((kind) => kind.share);
    this.#drawKind = weightedDraw(shares);
    this.#random = seededRandom(seed + share.index);
    this.#profile = profile;
    this.#share = share;
    this.#mostUsers = Math.max(1, Math.floor((profile.maxUsers + share.threads - 1 - share.index) / share.threads));
    this.#kinds = this.#makeKinds(shares);
    const arrivals = () => new Arrivals(profile, share, seededRandom(seed + arrivalsSeed + share.index));
    [this.#coming, this.#counted] = [arrivals(), arrivals()];
  }

  /** Each kind has its share of the users and of the set-ups under way, so that none takes what another needs. */
  #makeKinds(shares: readonly number[]): UsersOfKind[] {
    const most = usersByKind(shares, this.#mostUsers);
    const atOnce = usersByKind(shares, Math.max(setUpsAtOnce, shares.length));
    return shares.map(
      (_, kind) =>
        new UsersOfKind({
          ...{ most: most[kind] ?? 0, setUpsAtOnce: atOnce[kind] ?? 1 },
          makeUser: () => this.#newUser(kind),
          onReady: (user) => this.#free(user),
          now: () => this.#place.now(),
        }),
    );
  }

  /** Sets up as many users as a quarter of a second of the highest rate takes, one of each kind at least: the rest come when they are needed. */
  async prepare(): Promise<string | null> {
    const peak = peakRate(this.#profile.stages);
    const wanted = Math.max(4, Math.ceil((peak / this.#share.threads) * 0.25), this.#kinds.length);
    const shares = this.#place.compiled.kinds.map(({ share }) => share);
    const first = usersByKind(shares, Math.min(this.#mostUsers, wanted));
    const failures = await Promise.all(this.#kinds.map((kind, index) => kind.prepare(first[index] ?? 0)));
    const failure = failures.find((one) => one !== null);
    return this.#kinds.every(({ idle }) => idle.length === 0) && failure != null ? setUpSentence(failure) : null;
  }

  #newUser(kind: number): VirtualUser {
    const user = new VirtualUser(this.#place, this.#users.length * this.#share.threads + this.#share.index, kind);
    this.#users.push(user);
    return user;
  }

  tick(now: number): void {
    const coming = this.#coming;
    for (let due = coming.dueMs; due <= now + earlyMs; due = coming.dueMs) {
      coming.next();
      this.#release(due, now);
    }
    for (const kind of this.#kinds) {
      if (kind.waiting.length === 0) continue;
      this.#dropExpired(kind.waiting, now);
      kind.bring(now);
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
    const kind = this.#kinds[user.state.kind];
    const due = kind?.waiting.takeOldest();
    if (due === undefined) kind?.idle.push(user);
    else this.#send(user, due);
  }

  #dropExpired(waiting: WaitingLine, now: number): void {
    for (let due = waiting.oldest; due !== undefined; due = waiting.oldest) {
      if (now - due <= this.#profile.startLimitMs) return;
      waiting.takeOldest();
      this.#place.recorder.at(now).dropped++;
    }
  }

  beforeClose(second: number): void {
    const frame = this.#place.recorder.at(second * 1000);
    const until = (second + 1) * 1000;
    for (; this.#counted.dueMs < until; this.#counted.next()) frame.planned++;
    frame.inFlight = this.#inFlight;
    frame.waiting = this.#waits();
    frame.users = this.#kinds.reduce((sum, { present }) => sum + present, 0);
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
    const coming = this.#coming;
    for (; coming.dueMs <= now - latenessLimitMs; coming.next()) {
      this.#place.recorder.at(coming.dueMs).late++;
      this.#place.recorder.at(now).dropped++;
    }
    this.#counted.endAt(coming.place);
    coming.endAt(coming.place);
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
