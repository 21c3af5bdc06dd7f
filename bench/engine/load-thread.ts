import { Session } from "node:inspector";

/** The engine's load thread, spoken to from outside it over the inspector's own protocol. */

export type LoadThread = { tell(id: number, method: string, params?: object): void };
export type FromThread = {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
};

type Attached = { params: { sessionId: string; workerInfo: { url: string } } };
type FromWorker = { params: { sessionId: string; message: string } };

/** Calls `onAttached` once with the first load thread of this process, then `onMessage` with all that it says. Threads that load modules are
 *  passed over. */
export function attachToLoadThread(
  onAttached: (thread: LoadThread) => void,
  onMessage: (message: FromThread) => void,
): void {
  const session = new Session();
  let ours: string | null = null;
  session.connect();
  session.on("NodeWorker.attachedToWorker", ({ params: { sessionId, workerInfo } }: Attached) => {
    if (ours !== null || !workerInfo.url.includes("engine-thread")) return;
    ours = sessionId;
    onAttached({
      tell: (id, method, params = {}) =>
        session.post("NodeWorker.sendMessageToWorker", { sessionId, message: JSON.stringify({ id, method, params }) }),
    });
  });
  session.on("NodeWorker.receivedMessageFromWorker", ({ params: { sessionId, message } }: FromWorker) => {
    if (sessionId === ours) onMessage(JSON.parse(message));
  });
  session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
}
