import type { Ctx } from "../platform/ctx.ts";
import type { Exchange } from "./core/exchange.ts";
import type { IdEquality } from "./core/id-equality.ts";
import { recordExchanges } from "./record-exchanges.ts";
import type { SourceAsked } from "./store.ts";

/** Records exchanges as they come, some hundreds at a time; whoever adds waits for the database before long. */
const batchSize = 250;

type Into = { pilotId: string; source: SourceAsked; ids: IdEquality };
export type ReplayBatches = {
  add(exchange: Exchange): Promise<void>;
  /** Everything is recorded. */
  end(): Promise<{ differing: number; notCompared: number }>;
};

export function replayBatches(ctx: Ctx, into: Into): ReplayBatches {
  const sums = { differing: 0, notCompared: 0 };
  let waiting: Exchange[] = [];
  let last: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const exchanges = waiting;
    waiting = [];
    last = last.then(async () => {
      if (exchanges.length === 0) return;
      const { differing, notCompared } = await recordExchanges(ctx, { ...into, exchanges });
      sums.differing += differing;
      sums.notCompared += notCompared;
    });
    return last;
  };
  return {
    add: async (exchange) => {
      waiting.push(exchange);
      if (waiting.length >= batchSize) await flush();
    },
    end: async () => {
      await flush();
      return sums;
    },
  };
}
