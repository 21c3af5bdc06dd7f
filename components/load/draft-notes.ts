import { clean, readNumber } from "./new-run-number.ts";

/** Collects what is wrong by place; what was said first of a place stands, and what is empty is not called wrong. */
export class Notes {
  readonly wrong: Record<string, string> = {};
  readonly missing = new Set<string>();

  miss(place: string): void {
    this.missing.add(place);
  }

  refuse(place: string, sentence: string): void {
    if (!this.isClean(place)) return;
    this.wrong[place] = sentence;
  }

  /** Nothing is missing or wrong at a place or below it. */
  isClean(place: string): boolean {
    const inside = (one: string) => place === "" || one === place || one.startsWith(`${place}.`);
    return !Object.keys(this.wrong).some(inside) && ![...this.missing].some(inside);
  }

  /** The number typed at a place, NaN when there is none. */
  number(place: string, typed: string): number {
    if (typed.trim() === "") this.miss(place);
    const read = readNumber(typed);
    if (read.ok) return read.value;
    this.refuse(place, read.sentence);
    return Number.NaN;
  }

  /** The same where nothing typed has a meaning of its own. */
  numberOr<Other>(place: string, typed: string, empty: Other): number | Other {
    return typed.trim() === "" ? empty : this.number(place, typed);
  }

  /** A number in whole units of 1/`times`, from one of them to `most`. */
  whole(
    place: string,
    typed: string,
    { times = 1, most, says }: { times?: number; most: number; says: string },
  ): number {
    const value = clean(this.number(place, typed) * times);
    if (!Number.isInteger(value) || value < 1 || value > most) this.refuse(place, says);
    return value;
  }
}
