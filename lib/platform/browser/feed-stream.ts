import { eventStreamReader, type StreamMessage } from "./event-stream.ts";
import { type ClosedWhy, pauseBefore, staleAfterMs } from "./feed.ts";
import type { FeedEventName } from "./feed-protocol.ts";

/** One pilot's stream from the server, kept open. Read with `fetch` and not by an EventSource: a new connection can then say how far the
 *  last one came (`Last-Event-ID`), and a refusal says why. */

export type StreamHears = {
  /** Each new connection, with whose it is. False: not ours; the stream is then closed. */
  opened(session: string): boolean;
  message(event: FeedEventName, data: string): void;
  /** After a break: all changes since are being sent. */
  resumed(): void;
  refused(why: ClosedWhy): void;
};

type StreamOptions = { url: string; hears: StreamHears; fetch: typeof fetch; now(): number; random(): number };

const events: ReadonlySet<string> = new Set<FeedEventName>(["beat", "sample", "change", "reset"]);
const closedKinds: ReadonlySet<string> = new Set<ClosedWhy>([
  "signed-out",
  "session-expired",
  "session-ended",
  "account-disabled",
]);

export const sessionHeader = "x-gantry-session";

export class FeedStream {
  readonly #options: StreamOptions;
  #connection: AbortController | null = null;
  #heardAtMs = 0;
  #nextTryAtMs = 0;
  #lastId: string | null = null;
  /** The next message is the first of its connection. */
  #fresh = true;
  #tries = 0;
  #closed = false;
  #beat: { data: string; atMs: number } | null = null;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Tries to connect since the last message. */
  get tries(): number {
    return this.#tries;
  }

  /** The newest beat and how old it is; null before the first and while the stream is broken. */
  get newestBeat(): { data: string; agoMs: number } | null {
    if (this.#beat === null || this.#tries > 0) return null;
    return { data: this.#beat.data, agoMs: this.#options.now() - this.#beat.atMs };
  }

  /** Called often: gives up a silent connection, and connects when it is time. */
  tick(): void {
    const now = this.#options.now();
    if (this.#closed) return;
    if (this.#connection !== null && now - this.#heardAtMs > staleAfterMs) this.#lost();
    if (this.#connection === null && now >= this.#nextTryAtMs) this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#connection?.abort();
    this.#connection = null;
  }

  #lost(): void {
    this.#connection?.abort();
    this.#connection = null;
    this.#tries += 1;
    this.#nextTryAtMs = this.#options.now() + pauseBefore(this.#tries, this.#options.random());
  }

  async #connect(): Promise<void> {
    const connection = new AbortController();
    this.#connection = connection;
    this.#heardAtMs = this.#options.now();
    this.#fresh = true;
    try {
      await this.#read(connection);
    } catch {
      // Refused, cut off or given up: what follows is the same.
    }
    if (this.#connection === connection) this.#lost();
  }

  async #read(connection: AbortController): Promise<void> {
    const headers: Record<string, string> = this.#lastId === null ? {} : { "last-event-id": this.#lastId };
    const { url, hears } = this.#options;
    const answer = await this.#options.fetch(url, { headers, cache: "no-store", signal: connection.signal });
    if (this.#connection !== connection) return;
    if (!answer.ok || answer.body === null) return this.#refused(answer, connection);
    if (!hears.opened(answer.headers.get(sessionHeader) ?? "")) return;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const messagesIn = eventStreamReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.#connection !== connection) return;
      for (const message of messagesIn(value)) this.#take(message);
    }
  }

  async #refused(answer: Response, connection: AbortController): Promise<void> {
    const why = closedWhy(answer.status, await answer.json().catch(() => null));
    if (why !== null && this.#connection === connection) this.#options.hears.refused(why);
  }

  #take({ id, event, data }: StreamMessage): void {
    if (!isOurs(event) || this.#closed) return;
    const { hears, now } = this.#options;
    this.#heardAtMs = now();
    if (this.#fresh && this.#lastId !== null && event !== "reset") hears.resumed();
    this.#fresh = false;
    this.#tries = 0;
    if (id !== null) this.#lastId = id;
    if (event === "beat") this.#beat = { data, atMs: now() };
    hears.message(event, data);
  }
}

function isOurs(event: string): event is FeedEventName {
  return events.has(event);
}

/** Whether a refusal is final. Null: the server has a bad moment, and is asked again. */
export function closedWhy(status: number, body: unknown): ClosedWhy | null {
  if (status === 404 || status === 403) return "not-found";
  if (status !== 401) return null;
  const kind = String(Object(body).type).replace("urn:gantry:", "");
  return isClosedKind(kind) ? kind : "signed-out";
}

function isClosedKind(kind: string): kind is ClosedWhy {
  return closedKinds.has(kind);
}
