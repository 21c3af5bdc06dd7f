import type { Sql } from "../database.ts";
import type { FeedEvent } from "./hub-store.ts";

export type Heard = {
  onEvent(chain: string, event: FeedEvent): void;
  onSecond(pilotId: string, runId: string, second: number): void;
  /** Listening began, or began again after the connection was lost: what was told in between was not heard. */
  onListening(): void;
};

/** Listens on one connection, which comes back by itself. Answers a function that ends it. */
export async function listenToDatabase(sql: Sql, heard: Heard): Promise<() => Promise<void>> {
  const seconds = await sql.listen("gantry_seconds", (payload) => {
    const [pilotId, runId, second] = payload.split(":");
    if (pilotId && runId && second) heard.onSecond(pilotId, runId, Number(second));
  });
  const events = await sql.listen(
    "gantry_events",
    (payload) => {
      const [chain, sequence, subjectKind, ...subjectId] = payload.split(":");
      if (chain && sequence && subjectKind)
        heard.onEvent(chain, { sequence: Number(sequence), subjectKind, subjectId: subjectId.join(":") });
    },
    heard.onListening,
  );
  return async () => {
    await Promise.all([seconds.unlisten(), events.unlisten()]);
  };
}
