import { type Changed, isCreation, placeOf } from "./mirror-plan.ts";

/** What the new system should have changed and did not, or perhaps did not: a pair about it says nothing of the new system. */

const mostKept = 10_000;
const keptMs = 10 * 60_000;

export class LostWrites {
  /** When each was last lost, the oldest first. */
  readonly #lostAtMs = new Map<string, number>();

  add({ things, lists, entities }: Changed, nowMs: number): void {
    for (const path of things) this.#keep(belowKey(path), nowMs);
    for (const path of lists) this.#keep(exactKey(path), nowMs);
    for (const entity of entities) this.#keep(entityKey(entity), nowMs);
  }

  #keep(key: string, nowMs: number): void {
    this.#lostAtMs.delete(key);
    this.#lostAtMs.set(key, nowMs);
    const [oldest] = this.#lostAtMs.keys();
    if (this.#lostAtMs.size > mostKept && oldest !== undefined) this.#lostAtMs.delete(oldest);
  }

  /** Whether what is asked for is, or lies below, something that was lost within the last ten minutes. */
  touches(
    { method, target }: { method: string; target: string },
    { entities, nowMs }: { entities: readonly string[]; nowMs: number },
  ): boolean {
    this.#forget(nowMs);
    if (this.#lostAtMs.size === 0) return false;
    if (entities.some((entity) => this.#lostAtMs.has(entityKey(entity)))) return true;
    const { path } = placeOf(target);
    // What is made next does not depend on what else is in the list.
    if (!isCreation(method, path) && this.#lostAtMs.has(exactKey(path))) return true;
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1))
      if (this.#lostAtMs.has(belowKey(path.slice(0, end)))) return true;
    return false;
  }

  #forget(nowMs: number): void {
    for (const [key, atMs] of this.#lostAtMs) {
      if (nowMs - atMs < keptMs) return;
      this.#lostAtMs.delete(key);
    }
  }

  get size(): number {
    return this.#lostAtMs.size;
  }
}

const belowKey = (path: string) => `${path}/*`;
const exactKey = (path: string) => `${path}/`;
const entityKey = (entity: string) => `#${entity}`;
