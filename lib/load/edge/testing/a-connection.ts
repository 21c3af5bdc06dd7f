import { httpClient } from "../http-client.ts";
import type { Answer, ClientOptions } from "../http-exchange.ts";
import type { Scope } from "./scope.ts";

type Setting = { port: number; cold?: boolean; timeouts?: Partial<ClientOptions["timeouts"]>; addresses?: string[] };
export type Ask = { method?: string; readsBody?: boolean; body?: string };

/** One connection of a real client. `ask` resolves with what came of the request. */
export function aConnection(t: Scope, { port, cold = false, timeouts, addresses }: Setting) {
  let retries = 0;
  const client = httpClient({
    target: { addresses: addresses ?? ["127.0.0.1"], port, servername: null },
    timeouts: { connectMs: 10_000, firstByteMs: 10_000, wholeMs: 10_000, ...timeouts },
    cold,
    now: () => performance.now(),
    onRetry: () => retries++,
  });
  t.after(() => client.close());
  const connection = client.connection();
  const ask = ({ method = "GET", readsBody = true, body = "" }: Ask = {}): Promise<Answer> => {
    const request = `${method} / HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    return new Promise((onAnswer) => connection.send({ request, method, readsBody, onAnswer }, performance.now()));
  };
  return { client, connection, ask, retries: () => retries };
}
