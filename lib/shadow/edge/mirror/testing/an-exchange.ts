import type { Answer, Exchange } from "../../../core/exchange.ts";

/** An exchange with everything that one can hold; `nth` makes it another. */
export function anExchange(nth: number, change: Partial<Exchange> = {}): Exchange {
  const answer = (body: string): Answer => ({
    status: 200,
    headers: [["content-type", "application/json"]],
    body: { bytes: Buffer.from(body), length: Buffer.byteLength(body) },
    latencyMs: 1.5,
  });
  return {
    id: `exchange-${nth}`,
    at: 1_764_000_000_000 + nth,
    method: "POST",
    target: `/lots/${nth}?ünder=1`,
    requestHeaders: [
      ["x-a", "1"],
      ["x-a", "\xe9"],
    ],
    requestBody: { bytes: Buffer.from([0, 255, nth % 256]), length: 3 },
    legacy: answer(`{"id":${nth}}`),
    candidate: answer(`{"id":"new ${nth}"}`),
    twin: null,
    notCompared: null,
    ...change,
  };
}

/** With bodies as text, so that it is equal however its bytes are held. */
export function plain(exchange: Exchange): unknown {
  return JSON.parse(
    JSON.stringify(exchange, (name, value) =>
      name === "bytes" && value !== null ? Buffer.from(value).toString("hex") : value,
    ),
  );
}
