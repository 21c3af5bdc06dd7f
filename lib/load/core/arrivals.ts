import { dueAtMs, requestsIn } from "./pacing.ts";
import type { OpenProfile, Ramp } from "./profile.ts";
import type { Random } from "./random.ts";

/** When the requests of one thread are due, one after another: each `threads`-th of an even plan, or a Poisson process of a `threads`-th of the
 *  rate, which together are one of the whole rate. A place in the plan is how many requests the plan has by then. */

export type ThreadPlace = { index: number; threads: number };

/** By inversion: the integral of the rate grows by exponential steps from one arrival to the next. Lewis and Shedler, Simulation of
 *  Nonhomogeneous Poisson Processes by Thinning, 1979, section 2. The same `random` gives the same arrivals. */
export class Arrivals {
  readonly #stages: readonly Ramp[];
  readonly #step: () => number;
  #place: number;
  #end: number;
  #dueMs = 0;

  constructor({ stages, arrivals }: OpenProfile, { index, threads }: ThreadPlace, random: Random) {
    this.#stages = stages;
    const isEven = arrivals !== "poisson";
    this.#step = isEven ? () => threads : () => -Math.log(1 - random()) * threads;
    this.#place = isEven ? index : this.#step();
    this.#end = isEven ? requestsIn(stages) : planned(stages);
    this.#look();
  }

  /** When the next is due, in ms after the run's start; never (infinite) when there is none. */
  get dueMs(): number {
    return this.#dueMs;
  }

  get place(): number {
    return this.#place;
  }

  next(): void {
    this.#place += this.#step();
    this.#look();
  }

  /** Nothing is due from this place of the plan on. */
  endAt(place: number): void {
    this.#end = Math.min(this.#end, place);
    this.#look();
  }

  #look(): void {
    this.#dueMs = this.#place < this.#end ? dueAtMs(this.#place, this.#stages) : Number.POSITIVE_INFINITY;
  }
}

function planned(stages: readonly Ramp[]): number {
  return stages.reduce((sum, { from, to, seconds }) => sum + ((from + to) / 2) * seconds, 0);
}
