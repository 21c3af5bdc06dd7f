import type { MessageHead, MessageKind, MessageParser, MessageSink } from "#lib/platform/llhttp/message-parser.ts";
import type { Answer, CapturedBody, Headers } from "../../core/exchange.ts";
import { BodyCapture, type CaptureBudget } from "./body-capture.ts";

/** Reads a copy of what goes over one client's connection and its legacy connection, and pairs requests with answers. It holds nothing up:
 *  whatever it cannot read ends the watching, never the connection. */

/** One request and what legacy made of it. `legacy` null: no whole answer came, and it was not the client who left. */
export type Observed = {
  /** When its first byte came, epoch ms. */
  at: number;
  method: string;
  target: string;
  requestHeaders: Headers;
  requestBody: CapturedBody;
  legacy: Answer | null;
  /** A body was not kept because bodies under way had used up the memory for it. */
  starved: boolean;
};

/** Why a connection is no longer observed. */
export type NotObserved =
  /** The bytes are no HTTP to the parser, or the two directions do not fit each other. */
  | "unreadable"
  /** Another protocol from here on (101, CONNECT). */
  | "upgraded";

export type WatchOptions = {
  makeParser(kind: MessageKind, sink: MessageSink): MessageParser;
  budget: CaptureBudget;
  /** Bytes of a body that are kept at most. */
  captureBytes(): number;
  onObserved(observed: Observed): void;
  onNotObserved(why: NotObserved): void;
  /** Requests that the client gave up before they were whole or answered. */
  onAbandoned(requests: number): void;
};

/** `nowMs`: a steady clock, as the caller has just read it. */
export type Watcher = {
  fromClient(bytes: Uint8Array, nowMs: number): void;
  fromLegacy(bytes: Uint8Array, nowMs: number): void;
  /** The client has ended its side: what was not whole never will be. */
  clientEnded(): void;
  /** Legacy has ended its side: that may be the end of an answer. */
  legacyEnded(nowMs: number): void;
  /** All is over; `byClient`: it was the client who left. */
  closed(byClient: boolean): void;
  /** No request is under way, as far as can be told: false once nothing is observed any more. */
  readonly idle: boolean;
};

/** Requests on one connection that wait for their answers; more is no client we know of. */
const mostPending = 1_000;

/** A request from its first byte to both ends. */
class Pending {
  readonly at = Date.now();
  head: MessageHead | null = null;
  answerHead: MessageHead | null = null;
  requestEndMs: number | null = null;
  answerEndMs: number | null = null;
  readonly requestBody: BodyCapture;
  readonly answerBody: BodyCapture;

  constructor(budget: CaptureBudget, limit: number) {
    this.requestBody = new BodyCapture(budget, limit);
    this.answerBody = new BodyCapture(budget, limit);
  }

  get complete(): boolean {
    return this.requestEndMs !== null && this.answerEndMs !== null;
  }

  drop(): void {
    this.requestBody.drop();
    this.answerBody.drop();
  }

  observed(): Observed {
    const { at, head, requestBody, answerBody } = this;
    return {
      at,
      method: head?.method ?? "",
      target: head?.target ?? "",
      requestHeaders: head?.headers ?? [],
      starved: requestBody.starved || answerBody.starved,
      requestBody: requestBody.take(),
      legacy: this.#answer(),
    };
  }

  #answer(): Answer | null {
    const { answerHead, answerBody, answerEndMs, requestEndMs } = this;
    if (answerHead === null || answerEndMs === null) return null;
    const { status, headers } = answerHead;
    // An early answer (a 4xx before the body is whole) ends before its request does.
    return { status, headers, body: answerBody.take(), latencyMs: Math.max(0, answerEndMs - (requestEndMs ?? 0)) };
  }
}

export function watchConnection(options: WatchOptions): Watcher {
  return new ConnectionWatcher(options);
}

class ConnectionWatcher implements Watcher {
  readonly #options: WatchOptions;
  readonly #requests: MessageParser;
  readonly #answers: MessageParser;
  /** In the order of their requests; answers come in the same. */
  #pending: Pending[] = [];
  /** The one whose bytes come in; it may be answered already. */
  #incoming: Pending | null = null;
  #whole: Pending[] = [];
  #interim = false;
  #lost: NotObserved | null = null;
  #over = false;
  #nowMs = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#requests = options.makeParser("request", {
      onBegin: () => this.#requestBegins(),
      onHead: (head) => this.#requestHead(head),
      onBody: (memory, at, length) => this.#incoming?.requestBody.add(memory, at, length),
      onEnd: () => this.#requestEnds(),
    });
    this.#answers = options.makeParser("answer", {
      onBegin: () => {},
      onHead: (head) => this.#answerHead(head),
      onBody: (memory, at, length) => this.#pending[0]?.answerBody.add(memory, at, length),
      onEnd: () => this.#answerEnds(),
    });
  }

  get idle(): boolean {
    return !this.#over && this.#pending.length === 0 && this.#incoming === null;
  }

  fromClient(bytes: Uint8Array, nowMs: number): void {
    this.#read(this.#requests, bytes, nowMs);
  }

  fromLegacy(bytes: Uint8Array, nowMs: number): void {
    this.#read(this.#answers, bytes, nowMs);
  }

  #read(parser: MessageParser, bytes: Uint8Array, nowMs: number): void {
    if (this.#over) return;
    this.#nowMs = nowMs;
    const wrong = parser.execute(bytes);
    this.#tell();
    if (this.#lost !== null) this.#giveUp(this.#lost);
    else if (wrong !== null) this.#giveUp("unreadable");
  }

  /** Only now: whoever is told may use the parsers' memory. */
  #tell(): void {
    if (this.#whole.length === 0) return;
    const whole = this.#whole;
    this.#whole = [];
    for (const one of whole) this.#options.onObserved(one.observed());
  }

  // It goes into the queue when it starts, not when it ends: an early 4xx is answered before.
  #requestBegins(): void {
    if (this.#lost !== null) return;
    if (this.#pending.length >= mostPending) this.#lost = "unreadable";
    const begun = new Pending(this.#options.budget, this.#options.captureBytes());
    this.#incoming = begun;
    this.#pending.push(begun);
  }

  #requestHead(head: MessageHead): boolean {
    if (head.method === "CONNECT") this.#lost = "upgraded";
    if (this.#incoming !== null) this.#incoming.head = head;
    return false;
  }

  #requestEnds(): void {
    const ended = this.#incoming;
    this.#incoming = null;
    if (ended === null) return;
    ended.requestEndMs = this.#nowMs;
    if (ended.complete) this.#whole.push(ended);
  }

  #answerHead(head: MessageHead): boolean {
    this.#interim = head.status >= 100 && head.status < 200;
    if (head.status === 101) this.#lost = "upgraded";
    if (this.#interim) return false;
    const [asked] = this.#pending;
    // Nobody has asked: a 408 on an idle connection, or worse.
    if (asked === undefined) this.#lost ??= "unreadable";
    else asked.answerHead = head;
    return asked?.head?.method === "HEAD";
  }

  #answerEnds(): void {
    if (this.#interim || this.#lost !== null) return;
    const answered = this.#pending.shift();
    if (answered === undefined) return;
    answered.answerEndMs = this.#nowMs;
    if (answered.complete) this.#whole.push(answered);
  }

  clientEnded(): void {
    this.#incoming?.drop();
  }

  legacyEnded(nowMs: number): void {
    if (this.#over) return;
    this.#nowMs = nowMs;
    // Only an answer whose head is there can be ended by the close.
    if (this.#pending[0]?.answerHead != null) this.#answers.finish();
    this.#tell();
  }

  closed(byClient: boolean): void {
    if (this.#over) return;
    const left = this.#end();
    const asked = byClient ? [] : left.filter(({ requestEndMs }) => requestEndMs !== null);
    if (left.length > asked.length) this.#options.onAbandoned(left.length - asked.length);
    for (const one of asked) {
      one.answerHead = null;
      this.#options.onObserved(one.observed());
    }
    for (const one of left) one.drop();
  }

  #giveUp(why: NotObserved): void {
    for (const one of this.#end()) one.drop();
    this.#options.onNotObserved(why);
  }

  /** Answers what was not whole. */
  #end(): Pending[] {
    this.#over = true;
    this.#requests.free();
    this.#answers.free();
    const answeredEarly = this.#incoming !== null && !this.#pending.includes(this.#incoming) ? [this.#incoming] : [];
    const left = [...answeredEarly, ...this.#pending];
    this.#pending = [];
    this.#incoming = null;
    return left;
  }
}
