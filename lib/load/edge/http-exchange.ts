import type { ErrorKind } from "../core/frame.ts";
import type { Timeouts } from "../core/scenario.ts";

/** What the HTTP client is asked and what it answers. */

export type Target = {
  /** Pinned addresses; connections take them in turn. */
  addresses: readonly string[];
  port: number;
  /** For TLS: the name that the certificate must carry; null for plain HTTP. */
  servername: string | null;
  /** Certificates (PEM) to trust instead of the system's own. */
  ca?: string;
};

/** What came of one request. `body` is null unless it was asked for. `sentAtMs`/`endedAtMs` are on the client's clock. */
export type Answer = {
  error: ErrorKind | null;
  detail: string;
  status: number;
  body: string | null;
  /** The first bytes of an answer with a status from 400 on, or of something whose head never was whole; for examples. */
  raw: string | null;
  /** The `Set-Cookie` headers. */
  cookies: readonly string[];
  bytesIn: number;
  bytesOut: number;
  sentAtMs: number;
  endedAtMs: number;
};

export type Exchange = {
  readonly request: string;
  readonly method: string;
  readonly readsBody: boolean;
  onAnswer(answer: Answer): void;
};

export type ClientOptions = {
  target: Target;
  timeouts: Timeouts;
  /** A new connection for each request. */
  cold: boolean;
  now(): number;
  onRetry(): void;
};
