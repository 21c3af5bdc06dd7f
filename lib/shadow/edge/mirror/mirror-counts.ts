import type { NotCompared } from "../../core/exchange.ts";

/** What a mirror has seen since it started; each is part of coverage. */
export type MirrorCounts = {
  observed: number;
  comparable: number;
  notCompared: Partial<Record<NotCompared, number>>;
  /** Connections that went on unwatched: no HTTP to the parser, or another protocol. */
  connectionsNotObserved: number;
  /** Of these, those that changed to another protocol. */
  upgraded: number;
  /** Requests whose client left before they were whole or answered. */
  abandoned: number;
};

export function emptyCounts(): MirrorCounts {
  return { observed: 0, comparable: 0, notCompared: {}, connectionsNotObserved: 0, upgraded: 0, abandoned: 0 };
}
