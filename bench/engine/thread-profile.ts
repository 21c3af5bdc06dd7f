import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";

/** A CPU profile of the engine's only load thread, taken from outside it over the inspector's own protocol. */

export type ProfileTask = { file: string; fromSecond: number; seconds: number };

type Attached = { params: { sessionId: string } };
type FromWorker = { params: { sessionId: string; message: string } };

/** Writes a `.cpuprofile` of `seconds` seconds, beginning `fromSecond` seconds from now. The thread must live that long. */
export function profileThread({ file, fromSecond, seconds }: ProfileTask): void {
  const session = new Session();
  session.connect();
  session.on("NodeWorker.attachedToWorker", ({ params }: Attached) => {
    const tell = (id: number, method: string, more: object = {}) =>
      session.post("NodeWorker.sendMessageToWorker", {
        sessionId: params.sessionId,
        message: JSON.stringify({ id, method, params: more }),
      });
    tell(1, "Profiler.enable");
    tell(2, "Profiler.setSamplingInterval", { interval: 500 });
    setTimeout(() => tell(3, "Profiler.start"), fromSecond * 1000);
    setTimeout(() => tell(4, "Profiler.stop"), (fromSecond + seconds) * 1000);
  });
  session.on("NodeWorker.receivedMessageFromWorker", ({ params }: FromWorker) => {
    const { id, result } = JSON.parse(params.message);
    if (id === 4) writeFileSync(file, JSON.stringify(result.profile));
  });
  session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
}
