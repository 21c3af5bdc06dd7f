import type { MessageKind, MessageParser, MessageSink } from "#lib/platform/llhttp/message-parser.ts";
import type { NotCompared } from "../../core/exchange.ts";
import type { CaptureBudget } from "./body-capture.ts";
import { Breaker } from "./breaker.ts";
import { CandidateConnection, type Outcome } from "./candidate-connection.ts";
import { EntityLines, type EntityUse, type Ticket } from "./entity-lines.ts";
import type { Door } from "./upstream-door.ts";

/** Asks the new system what the client asked, as far as it keeps up: nobody ever waits for it. */

/** What is to be sent; made only when its turn has come, because ids may be learnt until then. */
export type Copy = { method: string; bytes: Uint8Array; cutBytes: number };

export type Job = {
  isWrite: boolean;
  /** Bytes that waiting costs. */
  heldBytes: number;
  uses: readonly EntityUse[];
  makeCopy(): Copy | Extract<NotCompared, "unmapped-id" | "lost-write">;
  /** Told once. What depends on the answer, such as learning ids, is done before it returns. */
  onOutcome(outcome: Outcome | { why: NotCompared }): void;
};

export type CandidateOptions = {
  upstream: Door;
  makeParser(kind: MessageKind, sink: MessageSink): MessageParser;
  budget: CaptureBudget;
  captureBytes(): number;
  /** False: nothing is asked until `wake`. */
  isReady?(): boolean;
  limits?: Partial<Limits>;
};

export type Limits = {
  sockets: number;
  queueLength: number;
  queueBytes: number;
  connectMs: number;
  wholeMs: number;
};

const usualLimits: Limits = {
  sockets: 32,
  queueLength: 1_000,
  queueBytes: 64 * 1024 * 1024,
  connectMs: 1_000,
  wholeMs: 5_000,
};

/** How long an idle connection is trusted not to have been closed meanwhile: a write is sent once or never, so for it less. */
const idleReadMs = 4_000;
const idleWriteMs = 1_000;

/** Jobs that are sent or given back in one turn of the loop. */
const mostAtOnce = 16;

type Waiting = Job & { ticket: Ticket | null; ready: boolean };

export class Candidate {
  readonly #options: CandidateOptions;
  readonly #limits: Limits;
  readonly #breaker = new Breaker();
  readonly #lines = new EntityLines();
  /** In the order in which they came; a set, so that any can leave at once. */
  readonly #waiting = new Set<Waiting>();
  readonly #ready = new Set<Waiting>();
  #waitingBytes = 0;
  readonly #idle: CandidateConnection[] = [];
  readonly #busy = new Set<CandidateConnection>();
  #closed = false;
  #later = false;

  constructor(options: CandidateOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
  }

  get figures() {
    return {
      waiting: this.#waiting.size,
      waitingBytes: this.#waitingBytes,
      asking: this.#busy.size,
      connections: this.#busy.size + this.#idle.length,
      breakerOpen: this.#breaker.isOpen,
    };
  }

  /** Takes a job; the oldest that waits is dropped for it when the queue is full. */
  offer(job: Job): void {
    const waiting: Waiting = { ...job, ticket: null, ready: false };
    this.#waiting.add(waiting);
    this.#waitingBytes += job.heldBytes;
    const ticket = this.#lines.enter(job.uses, () => this.#turn(waiting));
    if (ticket === null) {
      this.#leave(waiting, { why: "dropped" });
      return;
    }
    waiting.ticket = ticket;
    this.#shed();
    this.#work();
  }

  #turn(job: Waiting): void {
    job.ready = true;
    this.#ready.add(job);
  }

  #shed(): void {
    while (this.#waiting.size > this.#limits.queueLength || this.#waitingBytes > this.#limits.queueBytes) {
      const [oldest] = this.#waiting;
      if (oldest === undefined) return;
      this.#leave(oldest, { why: "dropped" });
    }
  }

  /** Out of the queue without having been sent. */
  #leave(job: Waiting, outcome: { why: NotCompared }): void {
    this.#forget(job);
    job.onOutcome(outcome);
    if (job.ticket !== null) this.#lines.leave(job.ticket);
  }

  #forget(job: Waiting): void {
    if (!this.#waiting.delete(job)) return;
    this.#waitingBytes -= job.heldBytes;
    this.#ready.delete(job);
  }

  /** Something that `isReady` waited for is there. */
  wake(): void {
    this.#work();
  }

  #work(): void {
    if (this.#options.isReady?.() === false) return;
    for (let done = 0; done < mostAtOnce; done++) {
      const [job] = this.#ready;
      if (job === undefined || this.#closed || this.#busy.size >= this.#limits.sockets) return;
      this.#send(job);
    }
    this.#workLater();
  }

  /** A breaker that opens gives a thousand jobs back: not in one go, clients wait for the same loop. */
  #workLater(): void {
    if (this.#later) return;
    this.#later = true;
    setImmediate(() => {
      this.#later = false;
      this.#work();
    });
  }

  #send(job: Waiting): void {
    const copy = job.makeCopy();
    if (typeof copy === "string") this.#leave(job, { why: copy });
    else if (!this.#breaker.allows(performance.now())) this.#leave(job, { why: "breaker-open" });
    else this.#ask(job, copy);
  }

  #ask(job: Waiting, copy: Copy): void {
    this.#forget(job);
    const connection = this.#connection(job.isWrite ? idleWriteMs : idleReadMs);
    this.#busy.add(connection);
    connection.ask({ ...copy, captureBytes: this.#options.captureBytes() }, (outcome) => {
      this.#busy.delete(connection);
      if (!connection.gone) this.#idle.push(connection);
      if ("answer" in outcome) this.#breaker.succeeded();
      else this.#breaker.failed(performance.now());
      job.onOutcome(outcome);
      if (job.ticket !== null) this.#lines.leave(job.ticket);
      this.#workLater();
    });
  }

  /** The one used last, when it is fresh enough; else a new one. */
  #connection(mostIdleMs: number): CandidateConnection {
    const now = performance.now();
    while (this.#idle[0] !== undefined && (this.#idle[0].gone || now - this.#idle[0].idleSinceMs > idleReadMs))
      this.#idle.shift()?.close();
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      if (!last.gone && now - last.idleSinceMs <= mostIdleMs) return last;
      last.close();
    }
    const { connectMs, wholeMs } = this.#limits;
    const { upstream, makeParser, budget } = this.#options;
    return new CandidateConnection({ upstream, makeParser, budget, connectMs, wholeMs });
  }

  /** All that waits or is under way is told so; nothing is asked any more. */
  close(): void {
    this.#closed = true;
    for (const job of [...this.#waiting]) this.#leave(job, { why: "dropped" });
    for (const connection of [...this.#idle, ...this.#busy]) connection.close();
    this.#idle.length = 0;
  }
}
