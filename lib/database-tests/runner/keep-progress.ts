import type { Ctx } from "../../platform/ctx.ts";
import { logFault } from "../../platform/log.ts";
import type { Unstored } from "../end-test.ts";
import { type StatementChange, type StatementRecord, type TestRecord, updateStatement, updateTest } from "../store.ts";

/** What a test leaves behind, written as it comes. What Gantry's own database does not take just now is kept, and written with what comes next or
 *  with the end: no test ends because of it. */
export type Progress = {
  /** Never throws. */
  noteServer(server: string): Promise<void>;
  /** Never throws. */
  note(statement: Pick<StatementRecord, "place">, change: StatementChange): Promise<void>;
  unstored(): Unstored;
};

export function keepProgress(ctx: Ctx, { id, number }: TestRecord): Progress {
  const waiting = new Map<number, StatementChange>();
  let server: string | null = null;
  let troubled = false;
  const quietly = async (write: () => Promise<void>) => {
    try {
      await write();
      troubled = false;
    } catch (error) {
      // Said once until it works again.
      if (!troubled) logFault(`what database test ${number} measures cannot be stored just now; it is kept`, error);
      troubled = true;
    }
  };
  return {
    noteServer: (answered) => {
      server = answered;
      return quietly(() => updateTest(ctx.db, id, { server: answered }));
    },
    note: ({ place }, change) => {
      waiting.set(place, { ...waiting.get(place), ...change });
      return quietly(async () => {
        for (const [at, kept] of waiting) {
          await updateStatement(ctx.db, { testId: id, place: at }, kept);
          waiting.delete(at);
        }
      });
    },
    unstored: () => ({ server, statements: [...waiting].map(([place, change]) => ({ place, change })) }),
  };
}
