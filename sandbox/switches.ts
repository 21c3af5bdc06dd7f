import type { FaultName } from "#lib/practice/core/faults.ts";
import { faultKind, isFault } from "#lib/practice/core/faults.ts";
import type { PlantState } from "#lib/practice/core/plant.ts";
import { type Faults, readFaults, wrongFault } from "./faults.ts";
import { Leak } from "./leak.ts";
import { Line } from "./line.ts";
import { type Reply, refusal } from "./warehouse.ts";

type Switched = { at: Date; atMs: number; by: string | null };

/** What is on in one system, since when and by whom. In memory only: a plant that starts again has nothing on. */
export class Switches {
  readonly leak = new Leak();
  readonly line = new Line();
  readonly #startedAt = new Date();
  readonly #isNew: boolean;
  #faults: Faults = {};
  #switched = new Map<string, Switched>();

  constructor(system: "legacy" | "new") {
    this.#isNew = system === "new";
  }

  get faults(): Faults {
    return this.#faults;
  }

  sinceMs(name: FaultName): number {
    return performance.now() - (this.#switched.get(name)?.atMs ?? 0);
  }

  state(): PlantState {
    const on = Object.entries(this.#faults).flatMap(([fault, figures]) => {
      const switched = this.#switched.get(fault);
      if (!isFault(fault) || switched === undefined) return [];
      return [{ fault, figures: { ...figures }, since: switched.at.toISOString(), by: switched.by }];
    });
    return { startedAt: this.#startedAt.toISOString(), on };
  }

  /** All at once: what is not named is off. */
  replace(body: unknown): Reply {
    const faults = readFaults(body);
    if (typeof faults === "string") return refusal(422, faults);
    const foreign = Object.keys(faults).find((name) => this.#isForeign(name));
    if (foreign !== undefined) return refusal(422, newOnly(foreign));
    this.#set(faults, Object.keys(faults), null);
    return { status: 200, body: faults };
  }

  /** One, and the others stay; answers the state. Switched on again it begins again. */
  switchOn(name: string, figures: unknown, by: string | null): Reply {
    const wrong = wrongFault(name, figures);
    if (wrong !== null) return refusal(isFault(name) ? 422 : 404, wrong);
    if (this.#isForeign(name)) return refusal(422, newOnly(name));
    return this.#set({ ...this.#faults, [name]: figures }, [name], by);
  }

  switchOff(name: string): Reply {
    const wrong = isFault(name) ? null : wrongFault(name, {});
    if (wrong !== null) return refusal(404, wrong);
    return this.#set(Object.fromEntries(Object.entries(this.#faults).filter(([one]) => one !== name)), [], null);
  }

  #set(faults: Faults, begun: readonly string[], by: string | null): Reply {
    const switched = { at: new Date(), atMs: performance.now(), by };
    for (const name of begun) this.#switched.set(name, switched);
    this.#faults = faults;
    if (faults.leak === undefined) this.leak.free();
    return { status: 200, body: this.state() };
  }

  #isForeign(name: string): boolean {
    return !this.#isNew && isFault(name) && faultKind(name).newOnly;
  }
}

function newOnly(name: string): string {
  return `${name} is the new system's: legacy is what it is compared with`;
}
