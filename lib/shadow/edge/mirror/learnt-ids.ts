import type { Exchange } from "../../core/exchange.ts";
import type { IdEquality } from "../../core/id-equality.ts";
import { addId, type IdMap, idEqualityOf, learnIds, type MappedId } from "../../core/id-map.ts";
import { endpointMatcher } from "../../core/match-endpoint.ts";
import type { Endpoint } from "../../core/rules.ts";
import { appendIds, readKeptIds } from "./kept-ids.ts";

/** The recorder's side of the id map: learns from the exchanges that pass, and keeps what it learnt. */
export class LearntIds {
  readonly #file: string;
  readonly #map: IdMap;
  /** Tells 17 and 912 to be the same lot; always as of now. */
  readonly equality: IdEquality;
  #match = endpointMatcher([]);
  #fresh: MappedId[] = [];

  constructor(file: string) {
    this.#file = file;
    this.#map = readKeptIds(file);
    this.equality = idEqualityOf(this.#map);
  }

  settle(endpoints: readonly Endpoint[]): void {
    this.#match = endpointMatcher(endpoints);
  }

  learn({ method, target, legacy, candidate }: Exchange): void {
    if (legacy === null || candidate === null) return;
    const found = this.#match(method, target);
    if (found === null) return;
    for (const id of learnIds(found.endpoint, legacy, candidate)) {
      addId(this.#map, id);
      this.#fresh.push(id);
    }
  }

  /** To the disk. When that fails they are tried again with the next ones. */
  keep(): void {
    if (this.#fresh.length === 0) return;
    try {
      appendIds(this.#file, this.#fresh);
      this.#fresh = [];
    } catch {
      // A full disk: they stay in memory.
    }
  }
}
