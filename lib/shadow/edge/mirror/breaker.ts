/** Keeps a system that fails from being asked again and again: each try costs a connection and a socket's wait. */

const failuresToOpen = 20;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** `nowMs` is any steady clock. After 20 failures in a row it opens for 1 s; then one request tries, and each further failure doubles the pause,
 *  up to 30 s. One success closes it. */
export class Breaker {
  #failures = 0;
  #pauseMs = firstPauseMs;
  #openUntilMs: number | null = null;
  #trying = false;

  get isOpen(): boolean {
    return this.#openUntilMs !== null;
  }

  /** Whether to ask now. Who is let through tells how it went. */
  allows(nowMs: number): boolean {
    if (this.#openUntilMs === null) return true;
    if (this.#trying || nowMs < this.#openUntilMs) return false;
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#pauseMs = firstPauseMs;
    this.#openUntilMs = null;
    this.#trying = false;
  }

  failed(nowMs: number): void {
    this.#failures++;
    // Requests that were under way when it opened fail too: they say nothing new.
    if (this.#openUntilMs !== null && !this.#trying) return;
    if (this.#openUntilMs === null && this.#failures < failuresToOpen) return;
    if (this.#trying) this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    this.#trying = false;
    this.#openUntilMs = nowMs + this.#pauseMs;
  }
}
