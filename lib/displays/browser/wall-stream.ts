import { eventStreamReader, type StreamMessage } from "#lib/platform/browser/event-stream.ts";
import { pauseBefore, staleAfterMs } from "#lib/platform/browser/feed.ts";

/** A display's stream from the server, kept open. */

type WallHears = {
  /** `isFirst`: of its connection. */
  message(event: string, data: string, isFirst: boolean): void;
  /** By the kind of the server's refusal, "display-revoked". The stream is then over. */
  refused(kind: string): void;
};

type StreamOptions = { url: string; hears: WallHears; fetch: typeof fetch; now(): number; random(): number };

/** Refusals that are final for this display; after all others the server is asked again. */
const finalKinds: ReadonlySet<string> = new Set(["display-unpaired", "display-revoked"]);

export class WallStream {
  readonly #options: StreamOptions;
  #connection: AbortController | null = null;
  #heardAtMs = 0;
  #nextTryAtMs = 0;
  #tries = 0;
  #closed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Called often: gives up a silent connection, and connects when it is time. */
  tick(): void {
    const now = this.#options.now();
    if (this.#closed) return;
    if (this.#connection !== null && now - this.#heardAtMs > staleAfterMs) this.#lost();
    if (this.#connection === null && now >= this.#nextTryAtMs) this.#connect();
  }

  /** Gives up the connection whatever it says: after a sleep what comes out of it may be hours old. */
  renew(): void {
    if (this.#closed) return;
    if (this.#connection !== null) this.#lost();
    this.#nextTryAtMs = this.#options.now();
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
    try {
      await this.#read(connection);
    } catch {
      // Refused, cut off or given up: what follows is the same.
    }
    if (this.#connection === connection) this.#lost();
  }

  async #read(connection: AbortController): Promise<void> {
    const answer = await this.#options.fetch(this.#options.url, { cache: "no-store", signal: connection.signal });
    if (this.#connection !== connection) return;
    if (!answer.ok || answer.body === null) return this.#refused(answer, connection);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const messagesIn = eventStreamReader();
    let isFirst = true;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const message of messagesIn(value)) {
        // A message may have had the connection given up.
        if (this.#connection !== connection) return;
        this.#take(message, isFirst);
        isFirst = false;
      }
    }
  }

  async #refused(answer: Response, connection: AbortController): Promise<void> {
    const kind = refusalKind(await answer.json().catch(() => null));
    if (this.#connection === connection && finalKinds.has(kind)) this.#options.hears.refused(kind);
  }

  #take({ event, data }: StreamMessage, isFirst: boolean): void {
    this.#heardAtMs = this.#options.now();
    this.#tries = 0;
    this.#options.hears.message(event, data, isFirst);
  }
}

/** "display-revoked" out of an answer in application/problem+json; empty where it is none. */
export function refusalKind(body: unknown): string {
  const { type } = Object(body);
  return typeof type === "string" ? type.replace("urn:gantry:", "") : "";
}
