/** What shadow mode is about: one request of the site's real work, the legacy system's answer to it, and the new system's. */

/** Where an exchange comes from; always shown. Only `simulated` never counts for a launch. */
export type SourceKind = "mirrored" | "ingested" | "replayed" | "simulated";

/** Names in lower case, in the order they came; a name may come twice. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A body as far as it was captured. `bytes` null: larger than the capture limit (`length` then still says how long it was). */
export type CapturedBody = { bytes: Uint8Array | null; length: number };

export type Answer = {
  status: number;
  headers: Headers;
  body: CapturedBody;
  /** From the request's last byte sent to the answer's last byte received. */
  latencyMs: number;
};

/** Why there is no answer of the new system to compare. Each is a number on the page and part of coverage. */
export type NotCompared =
  /** The queue to the new system was full. */
  | "dropped"
  | "timed-out"
  /** Connection refused, reset, closed early, or no HTTP. */
  | "no-answer"
  /** The breaker was open: the new system had failed too often just before. */
  | "breaker-open"
  /** A body was over the capture limit. */
  | "too-large"
  /** An id of the legacy system has no partner in the new one. */
  | "unmapped-id"
  /** It is about something that an earlier write should have changed in the new system, which did not arrive. */
  | "lost-write"
  /** A write whose endpoint is not opted in, or a sampled-out read. */
  | "not-mirrored"
  /** The legacy system itself gave no whole answer. */
  | "legacy-failed"
  /** A person said: not the same request (disposition 5). */
  | "not-the-same";

export type Exchange = {
  /** Unique for ever within a pilot; the same id sent twice counts once. At most 200 characters. */
  id: string;
  /** The exchange's own time (when legacy was asked), epoch ms. */
  at: number;
  method: string;
  /** Path with query, as the client asked: `/lots/17?full=1`. */
  target: string;
  requestHeaders: Headers;
  requestBody: CapturedBody;
  legacy: Answer | null;
  candidate: Answer | null;
  /** A second legacy instance asked the same, where there is one: tells which fields differ by themselves. */
  twin: Answer | null;
  /** Set when `candidate` (or `legacy`) is null, or when the pair must not be compared. */
  notCompared: NotCompared | null;
};
