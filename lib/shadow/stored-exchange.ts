import type { Answer, CapturedBody, Exchange } from "./core/exchange.ts";
import { textOfBytes } from "./core/redact.ts";

/** An exchange as a kept pair holds it: JSON, bodies as text or, where they are none, as base64. */

type StoredBody = { text: string } | { base64: string } | { length: number };
type StoredAnswer = Omit<Answer, "body"> & { body: StoredBody };
export type StoredExchange = Omit<Exchange, "requestBody" | "legacy" | "candidate" | "twin"> & {
  requestBody: StoredBody;
  legacy: StoredAnswer | null;
  candidate: StoredAnswer | null;
  twin: StoredAnswer | null;
};

export function writeExchange(exchange: Exchange): string {
  const stored: StoredExchange = {
    ...exchange,
    requestBody: storedBody(exchange.requestBody),
    legacy: storedAnswer(exchange.legacy),
    candidate: storedAnswer(exchange.candidate),
    twin: storedAnswer(exchange.twin),
  };
  return JSON.stringify(stored);
}

export function readExchange(text: string): Exchange {
  const stored: StoredExchange = JSON.parse(text);
  return {
    ...stored,
    requestBody: bodyOf(stored.requestBody),
    legacy: answerOf(stored.legacy),
    candidate: answerOf(stored.candidate),
    twin: answerOf(stored.twin),
  };
}

function storedAnswer(answer: Answer | null): StoredAnswer | null {
  return answer && { ...answer, body: storedBody(answer.body) };
}

function storedBody({ bytes, length }: CapturedBody): StoredBody {
  if (bytes === null) return { length };
  const text = textOfBytes(bytes);
  return text === null ? { base64: Buffer.from(bytes).toString("base64") } : { text };
}

function answerOf(stored: StoredAnswer | null): Answer | null {
  return stored && { ...stored, body: bodyOf(stored.body) };
}

function bodyOf(stored: StoredBody): CapturedBody {
  if ("length" in stored) return { bytes: null, length: stored.length };
  const bytes = "text" in stored ? Buffer.from(stored.text) : Buffer.from(stored.base64, "base64");
  return { bytes, length: bytes.length };
}
