import { writeFileSync } from "node:fs";
import { attachToLoadThread } from "./load-thread.ts";

/** A CPU profile of the engine's first load thread. */

export type ProfileTask = { file: string; fromSecond: number; seconds: number };

/** Writes a `.cpuprofile` of `seconds` seconds, beginning `fromSecond` seconds from now. The thread must live that long. */
export function profileThread({ file, fromSecond, seconds }: ProfileTask): void {
  attachToLoadThread(
    ({ tell }) => {
      tell(1, "Profiler.enable");
      tell(2, "Profiler.setSamplingInterval", { interval: 500 });
      setTimeout(() => tell(3, "Profiler.start"), fromSecond * 1000);
      setTimeout(() => tell(4, "Profiler.stop"), (fromSecond + seconds) * 1000);
    },
    ({ id, result }) => {
      if (id === 4) writeFileSync(file, JSON.stringify(result?.["profile"]));
    },
  );
}
