import type { ClosedProfile } from "../core/profile.ts";
import { type Random, seededRandom } from "../core/random.ts";
import type { Scenario } from "../core/scenario.ts";
import type { Driver, ThreadShare } from "./driver.ts";
import { noStepReady, setUpSentence, VirtualUser, type Workplace } from "./virtual-user.ts";

/** Users who send, wait for the answer, think, and send again: a slow target gets less load, and the delivered user-time shows it. */

/** Users set up before the start, to see whether anybody can be. */
const firstUsers = 4;
const firstPauseMs = 1000;
const longestPauseMs = 8000;

export class ClosedModel implements Driver {
  readonly tickEveryMs = 5;
  readonly #place: Workplace;
  readonly #profile: ClosedProfile;
  readonly #think: Scenario["think"];
  readonly #share: ThreadShare;
  readonly #random: Random;
  readonly #rampEndMs: number;
  #endMs: number;
  #started = 0;
  #users: VirtualUser[] = [];
  #active = 0;
  #inFlight = 0;
  #countedToMs = 0;
  readonly #answered = (user: VirtualUser) => {
    this.#inFlight--;
    this.#thinkThenRequest(user);
  };
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    place: Workplace,
    plan: { profile: ClosedProfile; scenario: Scenario; seed: number },
    share: ThreadShare,
  ) {
    this.#place = place;
    this.#profile = plan.profile;
    this.#think = plan.scenario.think;
    this.#share = share;
    this.#random = seededRandom(plan.seed + share.index);
    this.#rampEndMs = (plan.profile.users / plan.profile.spawnPerSecond) * 1000;
    this.#endMs = plan.profile.durationSeconds * 1000;
  }

  /** Sets up the first few users; they wait for their turn. */
  async prepare(): Promise<string | null> {
    const count = Math.min(firstUsers, this.#usersOfThread());
    this.#users = Array.from({ length: count }, (_, nth) => new VirtualUser(this.#place, this.#numberOf(nth)));
    const failures = await Promise.all(this.#users.map((user) => user.setUp()));
    const [failure] = failures;
    const nobody = failures.every((one) => one !== null);
    return nobody && failure != null ? setUpSentence(failure) : null;
  }

  tick(now: number): void {
    const due = Math.min(this.#profile.users, Math.floor((now / 1000) * this.#profile.spawnPerSecond) + 1);
    while (this.#numberOf(this.#started) < due && now < this.#endMs) this.#spawn(this.#started++);
  }

  #numberOf(nth: number): number {
    return nth * this.#share.threads + this.#share.index;
  }

  #userOf(nth: number): VirtualUser {
    const there = this.#users[nth];
    if (there !== undefined) return there;
    const user = new VirtualUser(this.#place, this.#numberOf(nth));
    this.#users.push(user);
    return user;
  }

  async #spawn(nth: number): Promise<void> {
    const user = this.#userOf(nth);
    let pause = firstPauseMs;
    while (!this.#over()) {
      const failed = await user.setUp();
      if (failed === null) {
        this.#setActive(+1);
        return this.#request(user);
      }
      await this.#pause(pause);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  #over(): boolean {
    return this.#place.now() >= this.#endMs;
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

  #request(user: VirtualUser): void {
    const now = this.#place.now();
    if (now >= this.#endMs) return;
    const frame = this.#place.recorder.at(now);
    frame.planned++;
    frame.sent++;
    this.#inFlight++;
    if (!user.draw(now, now, this.#answered)) this.#place.onFault(noStepReady);
  }

  #thinkThenRequest(user: VirtualUser): void {
    const { minMs, maxMs } = this.#think;
    const ms = minMs + this.#random() * (maxMs - minMs);
    if (ms <= 0) this.#request(user);
    else this.#pause(ms).then(() => this.#request(user));
  }

  #setActive(change: number): void {
    this.#countUserTime(this.#place.now());
    this.#active += change;
  }

  /** User-time from the end of the ramp to the end of the run, second by second, up to `to`. */
  #countUserTime(to: number): void {
    const until = Math.min(to, this.#endMs);
    const users = this.#usersOfThread();
    while (this.#countedToMs < until) {
      const next = Math.min(until, (Math.floor(this.#countedToMs / 1000) + 1) * 1000);
      const span = next - Math.max(this.#countedToMs, this.#rampEndMs);
      if (span > 0) {
        const frame = this.#place.recorder.at(this.#countedToMs);
        frame.userMsPlanned += users * span;
        frame.userMsActive += this.#active * span;
      }
      this.#countedToMs = next;
    }
  }

  #usersOfThread(): number {
    const { index, threads } = this.#share;
    return Math.floor((this.#profile.users + threads - 1 - index) / threads);
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
    for (const user of this.#users) user.abandon(now);
    this.#inFlight = 0;
  }
}
