import { setTimeout as pause } from "node:timers/promises";
import { logFault } from "./log.ts";

const againMs = 500;
const mostTries = 120;
/** A process that has to leave does not wait for a database that is away. */
const triesWhenLeaving = 2;

/** A minute of tries: what was measured must not be lost to a database that is away for a moment. Then it is said in the log, as `what`; never
 *  throws. */
export async function untilWritten(
  { what, leaving }: { what: string; leaving: AbortSignal },
  write: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await write();
      return;
    } catch (error) {
      if (attempt >= (leaving.aborted ? triesWhenLeaving : mostTries))
        return logFault(`${what} could not be stored`, error);
      await pause(againMs);
    }
  }
}
