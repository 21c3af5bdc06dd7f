import { type ClosedProfile, closedLevels, levelSeconds } from "../core/profile.ts";

/** The levels of a closed run as they come: when each begins is known beforehand, or when the one before has sent what it was to send. Times are ms
 *  from the run's start. */

export type CourseLevel = {
  index: number;
  users: number;
  /** For each user; null where the level ends by time. */
  requestsEach: number | null;
  startMs: number;
  endMs: number;
  /** Users that are there when it begins. */
  before: number;
};

export class ClosedCourse {
  readonly #profile: ClosedProfile;
  #now: CourseLevel;

  constructor(profile: ClosedProfile) {
    this.#profile = profile;
    this.#now = this.#levelAt(0, { startMs: 0, before: 0 });
  }

  get level(): CourseLevel {
    return this.#now;
  }

  get isLast(): boolean {
    return this.#now.index + 1 >= closedLevels(this.#profile).length;
  }

  #levelAt(index: number, { startMs, before }: { startMs: number; before: number }): CourseLevel {
    const level = closedLevels(this.#profile)[index] ?? { users: 0, seconds: 0 };
    const requestsEach = "requestsEach" in level ? level.requestsEach : null;
    const endMs = startMs + levelSeconds(level) * 1_000;
    return { index, users: level.users, requestsEach, startMs, endMs, before: Math.min(before, level.users) };
  }

  /** Users that should be there at a moment of the present level. */
  usersAt(ms: number): number {
    const { users, before, startMs } = this.#now;
    const came = Math.floor(((ms - startMs) / 1_000) * this.#profile.spawnPerSecond) + (before === 0 ? 1 : 0);
    return Math.min(users, before + Math.max(0, came));
  }

  /** When all users of the present level should be there. */
  get rampEndMs(): number {
    const { users, before, startMs, endMs } = this.#now;
    return Math.min(endMs, startMs + ((users - before) / this.#profile.spawnPerSecond) * 1_000);
  }

  /** Goes to the next level, which begins at `ms`; false when there is none. */
  next(ms: number): boolean {
    if (this.isLast) return false;
    this.#now = this.#levelAt(this.#now.index + 1, { startMs: ms, before: this.usersAt(ms) });
    return true;
  }
}
