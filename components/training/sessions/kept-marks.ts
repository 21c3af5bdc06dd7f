import type { Attended, Outcome } from "#lib/training/core/acts.ts";

/** What a trainer tapped and the server has not answered yet. It lies on the device until then, and goes out in the order of the taps. */

export type MarkAct =
  | ({ do: "attended" } & Attended)
  | { do: "outcome"; step: string; outcome: Outcome }
  | { do: "noted"; text: string };

export type Mark = { operatorId: string; act: MarkAct };

export type KeptMark = Mark & {
  /** The device's own: sent twice it is there once. */
  id: string;
  /** The session, and whose sign-in made the mark: nobody else's sends it. */
  board: string;
  byId: string;
  by: string;
  /** Counts up on this device. */
  place: number;
  /** Why the server did not take it; it stays until the trainer has seen it. */
  refused: string | null;
};

/** Where marks outlive a reload and a flat battery. */
export type MarkBox = {
  all(board: string): Promise<KeptMark[]>;
  put(mark: KeptMark): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
};

export type Sent = { kind: "taken" } | { kind: "refused"; says: string } | { kind: "away" } | { kind: "signed-out" };

export type SenderState = {
  kept: readonly KeptMark[];
  /** `away`: the server did not answer; it is tried again. `signed-out`: only signing in again helps. */
  phase: "idle" | "sending" | "away" | "signed-out";
  /** False: this browser stores nothing, so that a reload loses what is kept. */
  isStored: boolean;
};

type Parts = {
  board: string;
  me: { id: string; name: string };
  box: MarkBox;
  newId(): string;
  /** All of them or none, in their order. */
  send(marks: readonly KeptMark[]): Promise<Sent>;
  /** Done when the page shows what the server has. */
  shown(): Promise<unknown>;
  onState(state: SenderState): void;
};

const mostAtOnce = 50;

/** One board's marks: kept first, then sent, and forgotten when the server has answered. */
export class MarkSender {
  readonly #parts: Parts;
  #state: SenderState = { kept: [], phase: "idle", isStored: true };
  #isAtWork = false;
  #place = 0;
  #began: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What was kept before this page was opened. */
  async begin(): Promise<void> {
    this.#began ??= this.#read();
    await this.#began;
    await this.sendAll();
  }

  /** After what was kept before, so that the order of the taps stays. */
  async add(marks: readonly Mark[]): Promise<void> {
    const { board, me, newId } = this.#parts;
    this.#began ??= this.#read();
    await this.#began;
    const own = { board, byId: me.id, by: me.name, refused: null };
    const made = marks.map((mark) => ({ ...mark, ...own, id: newId(), place: ++this.#place }));
    for (const mark of made) await this.#store(mark);
    this.#set({ kept: [...this.#state.kept, ...made] });
    await this.sendAll();
  }

  /** The trainer has seen that it was not taken. */
  async drop(id: string): Promise<void> {
    await this.#parts.box.remove([id]).catch(() => {});
    this.#set({ kept: this.#state.kept.filter((one) => one.id !== id) });
  }

  /** Everything that waits, in its order, until the server does not answer. At most one at work at a time. */
  async sendAll(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    let atOnce = mostAtOnce;
    for (let next = this.#waiting(atOnce); next.length > 0; next = this.#waiting(atOnce)) {
      if (this.#state.phase !== "away") this.#set({ phase: "sending" });
      const sent = await this.#parts.send(next);
      if (sent.kind === "away" || sent.kind === "signed-out") {
        this.#isAtWork = false;
        this.#set({ phase: sent.kind });
        return;
      }
      // Together they stand or fall; alone the one at fault is found.
      if (sent.kind === "refused" && next.length > 1) atOnce = 1;
      else await this.#answered(next, sent);
    }
    this.#isAtWork = false;
    this.#set({ phase: "idle" });
  }

  async #read(): Promise<void> {
    const { box, board } = this.#parts;
    const before = await box.all(board).catch(() => null);
    this.#place = Math.max(0, ...(before ?? []).map(({ place }) => place));
    if (before === null) this.#set({ isStored: false });
    else this.#set({ kept: before.sort((a, b) => a.place - b.place) });
  }

  async #answered(marks: readonly KeptMark[], sent: Extract<Sent, { kind: "taken" | "refused" }>): Promise<void> {
    const ids = new Set(marks.map(({ id }) => id));
    if (sent.kind === "refused") {
      const seen = (one: KeptMark) => (ids.has(one.id) ? { ...one, refused: sent.says } : one);
      this.#set({ kept: this.#state.kept.map(seen) });
      for (const mark of this.#state.kept) if (ids.has(mark.id)) await this.#store(mark);
      return;
    }
    await this.#parts.box.remove([...ids]).catch(() => {});
    await this.#parts.shown().catch(() => {});
    this.#set({ kept: this.#state.kept.filter(({ id }) => !ids.has(id)) });
  }

  #waiting(most: number): KeptMark[] {
    const { id } = this.#parts.me;
    return this.#state.kept.filter((one) => one.refused === null && one.byId === id).slice(0, most);
  }

  async #store(mark: KeptMark): Promise<void> {
    await this.#parts.box.put(mark).catch(() => this.#set({ isStored: false }));
  }

  #set(part: Partial<SenderState>): void {
    this.#state = { ...this.#state, ...part };
    this.#parts.onState(this.#state);
  }
}
