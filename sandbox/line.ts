/** Who waits for a system that serves one after another. Nobody waits longer than a client would: the line is as long as that at most. */
const longestMs = 30_000;

export class Line {
  #freeAtMs = 0;

  /** How long the next one waits until it is its turn, at so many a second. */
  waitMs(perSecond: number, nowMs: number): number {
    const waitMs = Math.max(0, this.#freeAtMs - nowMs);
    if (waitMs < longestMs) this.#freeAtMs = nowMs + waitMs + 1_000 / perSecond;
    return waitMs;
  }
}
