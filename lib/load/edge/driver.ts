/** Which part of the load one thread carries: every `threads`-th request or user, from `index` on. */
export type ThreadShare = { index: number; threads: number };

/** A load model as a thread drives it. Times are ms from the run's start. */
export type Driver = {
  /** Before the start: the first users' set-up. Null, or why nobody could be set up. */
  prepare(): Promise<string | null>;
  /** When the plan ends: its planned end, or sooner where it ends by a count and that is reached. */
  readonly endMs: number;
  /** How often `tick` is called, about. */
  readonly tickEveryMs: number;
  tick(now: number): void;
  /** Called once a second, just before its frame is closed. */
  beforeClose(second: number): void;
  /** Nothing is on its way and nothing waits. */
  drained(): boolean;
  /** Starts nothing more. */
  stop(now: number): void;
  /** The run is over: what is still on its way is unfinished. */
  finish(now: number): void;
};
