import type { Answer, CapturedBody, Exchange, Headers, NotCompared } from "../../core/exchange.ts";

/** An exchange on its way from the mirror to its recorder. What the mirror spends on it clients wait for, so it is one text, item after item, and
 *  the bodies behind it; JSON and checksums are the recorder's. Items come out of the HTTP parser: latin1, without line breaks. */

const separator = "\n";
const none = -1;

/** All but the bytes of the bodies. */
export function passedText(exchange: Exchange): string {
  const { id, at, method, target, notCompared, requestHeaders, requestBody } = exchange;
  let text = `${id}\n${at}\n${method}\n${target}\n${notCompared ?? ""}\n${bodyText(requestBody)}\n${headersText(requestHeaders)}`;
  text += answerText(exchange.legacy);
  text += answerText(exchange.candidate);
  return text + answerText(exchange.twin);
}

/** In the order in which `readPassed` looks for them. */
export function passedBodies({ requestBody, legacy, candidate, twin }: Exchange): Uint8Array[] {
  const bodies: Uint8Array[] = [];
  for (const one of [requestBody, legacy?.body, candidate?.body, twin?.body])
    if (one?.bytes && one.bytes.length > 0) bodies.push(one.bytes);
  return bodies;
}

function bodyText({ bytes, length }: CapturedBody): string {
  return `${length}\n${bytes === null ? none : bytes.length}`;
}

function headersText(headers: Headers): string {
  let text = String(headers.length);
  for (const header of headers) text += `\n${header[0]}\n${header[1]}`;
  return text;
}

function answerText(answer: Answer | null): string {
  if (answer === null) return `\n${none}`;
  const latencyMs = Math.round(answer.latencyMs * 1_000) / 1_000;
  return `\n${answer.status}\n${latencyMs}\n${bodyText(answer.body)}\n${headersText(answer.headers)}`;
}

/** Throws when the bytes are no such exchange. Bodies are views into `bodies`. */
export function readPassed(text: string, bodies: Uint8Array): Exchange {
  const items = new Items(text.split(separator), bodies);
  return {
    id: items.text(),
    at: items.number(),
    method: items.text(),
    target: items.text(),
    notCompared: (items.text() || null) as NotCompared | null,
    requestBody: items.body(),
    requestHeaders: items.headers(),
    legacy: items.answer(),
    candidate: items.answer(),
    twin: items.answer(),
  };
}

/** Takes items and bodies in the order in which they were written. */
class Items {
  readonly #items: readonly string[];
  readonly #bodies: Uint8Array;
  #nth = 0;
  #at = 0;

  constructor(items: readonly string[], bodies: Uint8Array) {
    this.#items = items;
    this.#bodies = bodies;
  }

  text(): string {
    const item = this.#items[this.#nth++];
    if (item === undefined) throw new RangeError("an exchange ends too early");
    return item;
  }

  number(): number {
    const value = Number(this.text());
    if (Number.isNaN(value)) throw new RangeError("an exchange has no number where one should be");
    return value;
  }

  body(): CapturedBody {
    const [length, kept] = [this.number(), this.number()];
    if (kept === none) return { bytes: null, length };
    this.#at += kept;
    if (this.#at > this.#bodies.length) throw new RangeError("a body is longer than its frame");
    return { bytes: this.#bodies.subarray(this.#at - kept, this.#at), length };
  }

  headers(): Headers {
    return Array.from({ length: this.number() }, () => [this.text(), this.text()] as const);
  }

  answer(): Answer | null {
    const status = this.number();
    if (status === none) return null;
    const latencyMs = this.number();
    const body = this.body();
    return { status, latencyMs, body, headers: this.headers() };
  }
}
