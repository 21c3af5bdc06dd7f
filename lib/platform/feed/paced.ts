/** Work that is wanted again and again: done at once, then at most once in so long, one at a time. What was wanted last is always in the last
 *  one done. */

type PacedOptions = {
  everyMs: number;
  work(): Promise<void>;
  /** It is done again at `retry()`, or when it is wanted the next time. */
  failed(error: unknown): void;
};

export class Paced {
  readonly #options: PacedOptions;
  #wanted = false;
  #working = false;
  #begunAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: PacedOptions) {
    this.#options = options;
  }

  want(): void {
    this.#wanted = true;
    this.retry();
  }

  retry(): void {
    if (!this.#wanted || this.#working || this.#timer !== null) return;
    const waitMs = this.#begunAt + this.#options.everyMs - performance.now();
    if (waitMs <= 0) void this.#do();
    else
      this.#timer = setTimeout(() => {
        this.#timer = null;
        void this.#do();
      }, waitMs);
  }

  /** What was wanted is not wanted any more. */
  cancel(): void {
    this.#wanted = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #do(): Promise<void> {
    this.#wanted = false;
    this.#working = true;
    this.#begunAt = performance.now();
    let failure: { error: unknown } | null = null;
    try {
      await this.#options.work();
    } catch (error) {
      failure = { error };
    }
    this.#working = false;
    if (failure === null) return this.retry();
    this.#wanted = true;
    this.#options.failed(failure.error);
  }
}
