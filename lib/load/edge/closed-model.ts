import type { ClosedProfile } from "../core/profile.ts";
import { type Random, seededRandom } from "../core/random.ts";
import { kindSequence } from "../core/user-kinds.ts";
import { ClosedCourse } from "./closed-course.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { noStepReady, setUpSentence, VirtualUser, type Workplace } from "./virtual-user.ts";

/** Users who send, wait for the answer, think, and send again: a slow target gets less load, and the delivered user-time shows it. */

/** Users set up before the start, to see whether anybody can be. */
const firstUsers = 4;
const [firstPauseMs, longestPauseMs] = [1_000, 8_000];

/** One place among the users. `left`: requests it still has to send in this level. */
type Place = { user: VirtualUser; nth: number; left: number; isThere: boolean };

export class ClosedModel implements Driver {
  readonly tickEveryMs = 5;
  readonly #place: Workplace;
  readonly #share: ThreadShare;
  readonly #random: Random;
  readonly #course: ClosedCourse;
  /** Of what kind each user is, by its number. */
  readonly #kinds: Uint8Array;
  readonly #places: Place[] = [];
  /** Those that wait until they are wanted again. */
  readonly #resting = new Set<Place>();
  #endMs = Number.POSITIVE_INFINITY;
  /** When the present level is over, as soon as that is known. */
  #overMs = Number.POSITIVE_INFINITY;
  #lastAnswerMs = 0;
  #started = 0;
  #active = 0;
  #inFlight = 0;
  #countedToMs = 0;
  readonly #answered = (user: VirtualUser) => {
    this.#inFlight--;
    this.#lastAnswerMs = this.#place.now();
    const place = this.#places[this.#nthOf(user)];
    if (place !== undefined) this.#thinkThenRequest(place);
  };
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(place: Workplace, { profile, seed }: { profile: ClosedProfile; seed: number }, share: ThreadShare) {
    this.#place = place;
    this.#share = share;
    this.#random = seededRandom(seed + share.index);
    this.#course = new ClosedCourse(profile);
    this.#kinds = kindSequence(
      place.compiled.kinds.map((kind) => kind.share),
      profile.users,
    );
  }

  get endMs(): number {
    return this.#endMs;
  }

  /** Sets up the first few users; they wait for their turn. */
  async prepare(): Promise<string | null> {
    const count = Math.min(firstUsers, this.#usersOfThread());
    for (let nth = 0; nth < count; nth++) this.#placeOf(nth);
    const failures = await Promise.all(this.#places.map(({ user }) => user.setUp()));
    const [failure] = failures;
    const nobody = failures.every((one) => one !== null);
    return nobody && failure != null ? setUpSentence(failure) : null;
  }

  tick(now: number): void {
    if (now >= this.#endMs) return;
    if (this.#levelIsOver(now) && !this.#nextLevel(now)) return;
    const wanted = this.#course.usersAt(now);
    while (this.#numberOf(this.#started) < wanted) this.#spawn(this.#placeOf(this.#started++));
    for (const place of this.#resting) if (this.#isWanted(place, now)) this.#resume(place);
  }

  /** By time, or when every user has sent what it was to send. */
  #levelIsOver(now: number): boolean {
    const { endMs, requestsEach } = this.#course.level;
    if (now >= endMs) return true;
    if (requestsEach === null || this.#inFlight > 0) return false;
    const places = this.#places.filter(({ nth }) => this.#numberOf(nth) < this.#course.level.users);
    return places.length === this.#usersOfThread() && places.every(({ left, isThere }) => isThere && left === 0);
  }

  /** A level that follows one that ended by a count begins with a second of its own: the next after the last answer. */
  #nextLevel(now: number): boolean {
    const { startMs, endMs, requestsEach, index } = this.#course.level;
    const counted = requestsEach === null || now >= endMs ? endMs : Math.ceil(now / 1_000) * 1_000;
    this.#overMs = Math.min(this.#overMs, counted);
    const overMs = this.#overMs;
    if (now < overMs) return true;
    this.#overMs = Number.POSITIVE_INFINITY;
    this.#countUserTime(overMs);
    this.#dropUnsent(now);
    const tookMs = requestsEach === null || overMs >= endMs ? null : this.#lastAnswerMs - startMs;
    this.#place.onLevel(index + 1, { fromSecond: Math.floor(overMs / 1_000), tookMs });
    if (!this.#course.next(overMs)) {
      this.#endMs = overMs;
      return false;
    }
    for (const place of this.#places) place.left = this.#requestsEach();
    return true;
  }

  #requestsEach(): number {
    return this.#course.level.requestsEach ?? Number.POSITIVE_INFINITY;
  }

  /** What a level by count could not send in its time. */
  #dropUnsent(now: number): void {
    const { requestsEach, users } = this.#course.level;
    if (requestsEach === null) return;
    const came = this.#places.filter(({ nth }) => this.#numberOf(nth) < users);
    const missing = (this.#usersOfThread() - came.length) * requestsEach;
    const unsent = came.reduce((sum, { left }) => sum + left, missing);
    const frame = this.#place.recorder.at(now);
    frame.planned += unsent;
    frame.dropped += unsent;
  }

  #numberOf(nth: number): number {
    return nth * this.#share.threads + this.#share.index;
  }

  #nthOf({ state: { number } }: VirtualUser): number {
    return (number - this.#share.index) / this.#share.threads;
  }

  #placeOf(nth: number): Place {
    const there = this.#places[nth];
    if (there !== undefined) return there;
    const number = this.#numberOf(nth);
    const user = new VirtualUser(this.#place, number, this.#kinds[number] ?? 0);
    const place = { user, nth, left: this.#requestsEach(), isThere: false };
    this.#places.push(place);
    return place;
  }

  async #spawn(place: Place): Promise<void> {
    let pause = firstPauseMs;
    while (!this.#isOver(this.#place.now())) {
      const failed = await place.user.setUp();
      if (failed === null) {
        place.isThere = true;
        this.#setActive(+1);
        return this.#request(place);
      }
      await this.#pause(pause);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  /** From the end of the last level on, though the tick that sees it may still have to come: who is there then stays there. */
  #isOver(now: number): boolean {
    return now >= this.#endMs || (this.#course.isLast && now >= this.#course.level.endMs);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  #isWanted({ nth, left }: Place, now: number): boolean {
    return left > 0 && now < this.#course.level.endMs && this.#numberOf(nth) < this.#course.usersAt(now);
  }

  #resume(place: Place): void {
    this.#resting.delete(place);
    this.#setActive(+1);
    this.#request(place);
  }

  #request(place: Place): void {
    const now = this.#place.now();
    if (this.#isOver(now)) return;
    if (!this.#isWanted(place, now)) {
      this.#resting.add(place);
      this.#setActive(-1);
      return;
    }
    place.left--;
    const frame = this.#place.recorder.at(now);
    frame.planned++;
    frame.sent++;
    this.#inFlight++;
    if (!place.user.draw(now, now, this.#answered)) this.#place.onFault(noStepReady);
  }

  #thinkThenRequest(place: Place): void {
    const { minMs, maxMs } = this.#place.compiled.kinds[place.user.state.kind]?.think ?? { minMs: 0, maxMs: 0 };
    const ms = minMs + this.#random() * (maxMs - minMs);
    if (ms <= 0) this.#request(place);
    else this.#pause(ms).then(() => this.#request(place));
  }

  #setActive(change: number): void {
    this.#countUserTime(this.#place.now());
    this.#active += change;
  }

  /** User-time from the end of each level's ramp to its end, second by second, up to `to`; none where a level ends by a count. */
  #countUserTime(to: number): void {
    const { endMs, requestsEach, startMs } = this.#course.level;
    const until = Math.min(to, this.#endMs, endMs);
    const fromMs = Math.max(startMs, this.#course.rampEndMs);
    const users = this.#usersOfThread();
    while (this.#countedToMs < until) {
      const next = Math.min(until, (Math.floor(this.#countedToMs / 1000) + 1) * 1000);
      const span = next - Math.max(this.#countedToMs, fromMs);
      if (span > 0 && requestsEach === null) {
        const frame = this.#place.recorder.at(this.#countedToMs);
        frame.userMsPlanned += users * span;
        frame.userMsActive += Math.min(this.#active, users) * span;
      }
      this.#countedToMs = next;
    }
  }

  /** This thread's users of the present level. */
  #usersOfThread(): number {
    const { index, threads } = this.#share;
    return Math.floor((this.#course.level.users + threads - 1 - index) / threads);
  }

  beforeClose(second: number): void {
    this.#countUserTime((second + 1) * 1000);
    const frame = this.#place.recorder.at(second * 1000);
    frame.inFlight = this.#inFlight;
    frame.users = this.#active;
  }

  drained(): boolean {
    return this.#inFlight === 0;
  }

  stop(now: number): void {
    this.#countUserTime(now);
    this.#endMs = Math.min(this.#endMs, now);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  finish(now: number): void {
    for (const { user } of this.#places) user.abandon(now);
    this.#inFlight = 0;
  }
}
