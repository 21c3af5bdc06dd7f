import { httpClient } from "../http-client.ts";
import type { Answer } from "../http-exchange.ts";

/** What came of one connection's request. */
export type Attempt = Pick<Answer, "error" | "detail" | "status">;

/** Opens so many connections to a loopback port at once, asks on each, and prints what came of them as JSON: for a process of its own, which may
 *  have fewer open files. */
export async function printAttempts(port: number, count: number): Promise<void> {
  const client = httpClient({
    target: { addresses: ["127.0.0.1"], port, servername: null },
    timeouts: { connectMs: 10_000, firstByteMs: 10_000, wholeMs: 10_000 },
    cold: false,
    now: () => performance.now(),
    onRetry: () => {},
  });
  const exchange = { request: "GET / HTTP/1.1\r\nhost: x\r\n\r\n", method: "GET", readsBody: false };
  const ask = (): Promise<Answer> =>
    new Promise((onAnswer) => client.connection().send({ ...exchange, onAnswer }, performance.now()));
  const answers = await Promise.all(Array.from({ length: count }, ask));
  const attempts: Attempt[] = answers.map(({ error, detail, status }) => ({ error, detail, status }));
  console.log(JSON.stringify(attempts));
  client.close();
}
