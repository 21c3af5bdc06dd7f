import type { Exchange } from "../../core/exchange.ts";
import type { Deliver } from "./recorder.ts";

/** One exchange that can never be recorded must not hold up all others: a refused batch is halved until the one is found, and left out. */
export function deliverApart(
  deliver: Deliver,
  { isRefusal, onRefused }: { isRefusal(error: unknown): boolean; onRefused(exchange: Exchange, error: unknown): void },
): Deliver {
  const apart: Deliver = async (exchanges, ids) => {
    try {
      await deliver(exchanges, ids);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only] = exchanges;
      if (only === undefined) return;
      if (exchanges.length === 1) {
        onRefused(only, error);
        return;
      }
      const half = Math.ceil(exchanges.length / 2);
      await apart(exchanges.slice(0, half), ids);
      await apart(exchanges.slice(half), ids);
    }
  };
  return apart;
}

/** What PostgreSQL says of the data themselves (SQLSTATE classes 22, data exception, and 23, integrity), wherever it stands among the causes. */
export function isDataRefusal(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? String(cause.code) : "";
    if (/^2[23][0-9A-Z]{3}$/.test(code)) return true;
  }
  return false;
}
