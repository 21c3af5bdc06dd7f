import type { Answer, CapturedBody, Exchange } from "../core/exchange.ts";

/** Exchanges for tests: a lot asked for, answered alike unless said otherwise. */

const encoder = new TextEncoder();
let made = 0;

export function bodyOf(text: string): CapturedBody {
  const bytes = encoder.encode(text);
  return { bytes, length: bytes.length };
}

export function anAnswer(json: unknown = { id: 17, weight_kg: 12.5 }, changes: Partial<Answer> = {}): Answer {
  const body = bodyOf(typeof json === "string" ? json : JSON.stringify(json));
  return { status: 200, headers: [["content-type", "application/json"]], body, latencyMs: 5, ...changes };
}

export function anExchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    ...{ id: `exchange-${++made}-${Math.random()}`, at: Date.parse("2026-11-25T10:30:00Z"), method: "GET" },
    ...{ target: "/lots/17", requestHeaders: [], requestBody: bodyOf("") },
    ...{ legacy: anAnswer(), candidate: anAnswer(), twin: null, notCompared: null },
    ...changes,
  };
}

/** One whose candidate says another value at one field. */
export function aDiffering(field: string, value: unknown, changes: Partial<Exchange> = {}): Exchange {
  return anExchange({ candidate: anAnswer({ id: 17, weight_kg: 12.5, [field]: value }), ...changes });
}
