import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isFree } from "../free-port.ts";

/** What a start does about the last one, when that was killed: its processes notice it and leave, but hold their ports for a moment
 *  longer. A start that comes at once waits for them. */
export type Ports = {
  /** Of a last start that was killed, waits up to 5 s. */
  isFree(port: number, host?: string): Promise<boolean>;
  /** Everything has ended in order: the next start need not wait. */
  noteEnd(): void;
};

/** Within this everything of a killed start has left. */
const leaveWithinMs = 5_000;

/** To be called by whoever holds the data folder. */
export function portsToBe(dataFolder: string): Ports {
  const note = path.join(dataFolder, "running");
  const until = performance.now() + (existsSync(note) ? leaveWithinMs : 0);
  writeFileSync(note, "A Gantry runs on this folder, or was killed before it could take this note away.\n");
  return {
    isFree: async (port, host) => {
      for (;;) {
        if (await isFree(port, host)) return true;
        if (performance.now() >= until) return false;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    noteEnd: () => rmSync(note, { force: true }),
  };
}
