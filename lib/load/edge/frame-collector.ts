import type { Frame } from "../core/frame.ts";
import type { ThreadFrame } from "./engine-messages.ts";
import { mergeFrames } from "./merge-frames.ts";
import { watchMachine } from "./self-watch.ts";

export type FrameCollector = { add(thread: number, frame: ThreadFrame): void; ended(thread: number): void };

/** Gives a second away when every thread that still runs has handed it over: each once, in order. */
export function frameCollector(threads: number, onFrame: (frame: Frame) => void): FrameCollector {
  const machine = watchMachine();
  const open = new Map<number, Map<number, ThreadFrame>>();
  const running = new Set(Array.from({ length: threads }, (_, index) => index));
  let next = 0;
  const giveAway = () => {
    for (let parts = open.get(next); parts !== undefined; parts = open.get(next)) {
      const there = parts;
      if ([...running].some((thread) => !there.has(thread))) break;
      open.delete(next++);
      onFrame(mergeFrames([...there.values()], machine()));
    }
  };
  return {
    add: (thread, frame) => {
      const parts = open.get(frame.second) ?? new Map<number, ThreadFrame>();
      open.set(frame.second, parts.set(thread, frame));
      giveAway();
    },
    ended: (thread) => {
      running.delete(thread);
      giveAway();
    },
  };
}
