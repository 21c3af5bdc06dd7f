/** Arrivals that wait for a user, by the moment they were due, the oldest first. Taking one costs the same however many wait. */
export class WaitingLine {
  #due: number[] = [];
  #from = 0;

  get length(): number {
    return this.#due.length - this.#from;
  }

  get oldest(): number | undefined {
    return this.#due[this.#from];
  }

  push(dueMs: number): void {
    this.#due.push(dueMs);
  }

  takeOldest(): number | undefined {
    const due = this.#due[this.#from];
    if (due === undefined) return undefined;
    this.#from++;
    if (this.#from >= 1024 && this.#from * 2 >= this.#due.length) {
      this.#due = this.#due.slice(this.#from);
      this.#from = 0;
    }
    return due;
  }

  clear(): number {
    const left = this.length;
    this.#due = [];
    this.#from = 0;
    return left;
  }
}
