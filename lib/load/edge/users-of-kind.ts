import type { SetUpFailure, VirtualUser } from "./virtual-user.ts";
import { WaitingLine } from "./waiting-line.ts";

/** Users of one kind in an open plan, and the arrivals that wait for one of them. What one kind lacks, or what holds its log-in up, is no matter of the
 *  others. */

const firstPauseMs = 1_000;
const longestPauseMs = 8_000;

type Options = {
  /** Users of this kind that may be there at once, and set-ups under way. */
  most: number;
  setUpsAtOnce: number;
  makeUser(): VirtualUser;
  /** A user is set up: it may be sent. */
  onReady(user: VirtualUser): void;
  now(): number;
};

export class UsersOfKind {
  /** Whoever was free last is taken first, so that the same few connections stay warm. */
  readonly idle: VirtualUser[] = [];
  readonly waiting = new WaitingLine();
  readonly #options: Options;
  /** Those whose set-up failed are tried again before new ones are made. */
  readonly #failed: VirtualUser[] = [];
  #made = 0;
  #coming = 0;
  #pauseMs = firstPauseMs;
  #pauseUntilMs = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Users who are set up, idle or not. */
  get present(): number {
    return this.#made - this.#coming - this.#failed.length;
  }

  /** Sets up so many users before the start, a few at a time, until one fails. */
  async prepare(first: number): Promise<SetUpFailure | null> {
    let failure: SetUpFailure | null = null;
    const line = async () => {
      while (this.#made < first && failure === null) {
        const failed = await this.#setUp(this.#make());
        failure ??= failed;
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.setUpsAtOnce, first) }, line));
    return failure;
  }

  /** One more user for each arrival that waits, a few set-ups at a time. After a failed one the next is tried after a pause, which doubles. */
  bring(now: number): void {
    while (now >= this.#pauseUntilMs && this.#coming < Math.min(this.#options.setUpsAtOnce, this.waiting.length)) {
      const user = this.#failed.pop() ?? (this.#made < this.#options.most ? this.#make() : undefined);
      if (user === undefined) return;
      this.#bring(user);
    }
  }

  async #bring(user: VirtualUser): Promise<void> {
    const failed = await this.#setUp(user);
    if (failed === null) {
      this.#pauseMs = firstPauseMs;
      return;
    }
    const now = this.#options.now();
    if (now < this.#pauseUntilMs) return;
    this.#pauseUntilMs = now + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
  }

  #make(): VirtualUser {
    this.#made++;
    return this.#options.makeUser();
  }

  async #setUp(user: VirtualUser): Promise<SetUpFailure | null> {
    this.#coming++;
    const failed = await user.setUp();
    this.#coming--;
    if (failed === null) this.#options.onReady(user);
    else this.#failed.push(user);
    return failed;
  }
}
