import type { Exchange } from "./exchange.ts";
import type { FoundSecrets } from "./found-secrets.ts";
import { redactExchange } from "./redact.ts";
import { redactOutsideJson } from "./redact-outside-json.ts";
import type { Secrets } from "./secret-members.ts";

/** An exchange with its secrets replaced, wherever they stand or are echoed. Doing it twice changes nothing more. */
export function withoutSecrets(exchange: Exchange, secrets: Secrets): Exchange {
  const found: FoundSecrets = new Set();
  return redactExchange(redactOutsideJson(exchange, secrets, found), secrets, found);
}
