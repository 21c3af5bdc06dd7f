import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Arrival, ArrivalAnswer, KioskView } from "../core/kiosk-view.ts";
import type { Language } from "../core/language.ts";
import type { KeptAnchor } from "./kiosk-clock.ts";
import type { KeptLock } from "./kiosk-lock.ts";

/** What a tablet keeps over a reload, a closed browser and a flat battery. Nothing here can sign: PINs and passwords are in it only sealed for
 *  the server, and the lock's code only as a slow hash. */

/** Sealed and not yet answered. `at`: the server's time. */
export type Waiting = { arrival: Arrival; sessionId: string; at: number };

/** What the server said last of an operator's, or the trainer's, latest try. `at`: the server's time. */
export type Answered = { kind: Arrival["kind"]; answer: ArrivalAnswer; at: number };

export type Kept = {
  view: KioskView;
  anchor: KeptAnchor;
  language: Language;
  lock: KeptLock;
  isLocked: boolean;
  /** When the screen was touched last, by the server's time. */
  touchedAt: number;
  /** By operator id. */
  answers: Readonly<Record<string, Answered>>;
};

interface KioskSchema extends DBSchema {
  kept: { key: keyof Kept; value: Kept[keyof Kept] };
  queue: { key: number; value: Waiting };
}

const name = "gantry-kiosk";

export class KioskStore {
  readonly #db: Promise<IDBPDatabase<KioskSchema>>;

  constructor() {
    this.#db = openDB<KioskSchema>(name, 1, {
      upgrade: (db) => {
        db.createObjectStore("kept");
        db.createObjectStore("queue", { autoIncrement: true });
      },
    });
  }

  async kept(): Promise<Partial<Kept>> {
    const db = await this.#db;
    const [keys, values] = await Promise.all([db.getAllKeys("kept"), db.getAll("kept")]);
    return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
  }

  async keep(some: Partial<Kept>): Promise<void> {
    const writing = (await this.#db).transaction("kept", "readwrite");
    for (const [key, value] of Object.entries(some)) void writing.store.put(value, key as keyof Kept);
    await writing.done;
  }

  /** In the order in which they were sealed. */
  async queue(): Promise<Waiting[]> {
    return (await this.#db).getAll("queue");
  }

  /** Resolves when it would survive a reload. */
  async add(waiting: Waiting): Promise<void> {
    const writing = (await this.#db).transaction("queue", "readwrite", { durability: "strict" });
    await writing.store.add(waiting);
    await writing.done;
  }

  async remove(ids: ReadonlySet<string>): Promise<void> {
    const writing = (await this.#db).transaction("queue", "readwrite");
    for (let at = await writing.store.openCursor(); at !== null; at = await at.continue())
      if (ids.has(at.value.arrival.id)) await at.delete();
    await writing.done;
  }

  /** Names and texts go; what is sealed and was not sent stays. */
  async wipe(): Promise<void> {
    await (await this.#db).clear("kept");
  }
}
