import type { FeedPerson } from "./client.ts";
import type { Pulse } from "./hub-store.ts";

/** What the hub is told by whoever opens feeds with it: it knows events and clocks, not what they are about. */

/** Answers a digest of what screens of a pilot show by the clock; another digest, and they are told to ask again. */
export type FeedRecheck = (pilotId: string, sources: Pulse["sources"]) => Promise<string>;

export type FeedWall = {
  /** What all displays of a pilot show; null when there is no such pilot. It is sent when anything in it but `at` differs. */
  view(pilotId: string): Promise<object | null>;
  /** Whether what happened under a topic may change it. */
  topics(topic: string): boolean;
  /** Whether a source that the view speaks of counts as silent. */
  silent(sources: Pulse["sources"]): boolean;
  /** What each of these displays is told of itself. One that is not among them may not go on. */
  displays(ids: readonly string[]): Promise<ReadonlyMap<string, object>>;
};

export type FeedWiring = {
  /** Asked each second of each pilot with open screens. */
  recheck?: { topic: string; id: string; digest: FeedRecheck };
  /** Topics whose figures change without an event: told anew when listening begins again, for what was told meanwhile was not heard. */
  figures?: readonly string[];
  /** What screens call an event's subject, such as `run`. */
  topicOf(subjectKind: string): string;
  /** A run's second as the screens get it; null when there is nothing to show. */
  sampleOf(runId: string, second: number): Promise<object | null>;
  /** Which of these sessions may not go on. */
  endedSessions(people: readonly FeedPerson[]): Promise<ReadonlySet<FeedPerson>>;
  /** Without it no display has a feed. */
  wall?: FeedWall;
};
