import type { Sql } from "../database.ts";
import type { FeedEvent } from "./hub-store.ts";

export type Heard = {
  onEvent(chain: string, event: FeedEvent): void;
  onSecond(pilotId: string, runId: string, second: number): void;
  /** Figures changed that are no events; whoever tells it does so at most once a second. */
  onChange(pilotId: string, topic: string, id: string): void;
  /** Listening began, or began again after the connection was lost: what was told in between was not heard. */
  onListening(): void;
};

/** Listens on one connection, which comes back by itself. Answers a function that ends it. Throws when listening cannot begin. */
export async function listenToDatabase(sql: Sql, heard: Heard): Promise<() => Promise<void>> {
  // A listener that could not begin stays with the driver, which tries again: the next attempt's would then be the second of its kind.
  let given = true;
  const whileGiven = (hear: () => void) => given && hear();
  try {
    const seconds = await sql.listen("gantry_seconds", (payload) => whileGiven(() => hearSecond(payload, heard)));
    const changes = await sql.listen("gantry_changes", (payload) => whileGiven(() => hearChange(payload, heard)));
    const events = await sql.listen(
      "gantry_events",
      (payload) => whileGiven(() => hearEvent(payload, heard)),
      () => whileGiven(heard.onListening),
    );
    return async () => {
      given = false;
      await Promise.all([seconds.unlisten(), changes.unlisten(), events.unlisten()]);
    };
  } catch (error) {
    given = false;
    throw error;
  }
}

function hearSecond(payload: string, heard: Heard): void {
  const [pilotId, runId, second] = payload.split(":");
  if (pilotId && runId && second) heard.onSecond(pilotId, runId, Number(second));
}

function hearChange(payload: string, heard: Heard): void {
  const [pilotId, topic, id] = payload.split(":");
  if (pilotId && topic && id) heard.onChange(pilotId, topic, id);
}

function hearEvent(payload: string, heard: Heard): void {
  const [chain, sequence, subjectKind, ...subjectId] = payload.split(":");
  if (chain && sequence && subjectKind)
    heard.onEvent(chain, { sequence: Number(sequence), subjectKind, subjectId: subjectId.join(":") });
}
