/** What went wrong at the database that is tested, or on the way to it; nothing else is told as that database's own. */
export class TargetFault extends Error {
  override name = "TargetFault";
  /** PostgreSQL's (SQLSTATE), the driver's or the system's; empty where none of them gave one. */
  readonly code: string;
  constructor(cause?: unknown) {
    super(cause instanceof Error ? cause.message : String(cause ?? ""), { cause });
    this.code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  }
}

/** More came back than fits, so it was cut off. */
export class TooMuch extends TargetFault {
  override name = "TooMuch";
}

/** It took as long as it may; cancelled by anybody else it is no OverTime. */
export class OverTime extends TargetFault {
  override name = "OverTime";
  readonly limitMs: number;
  constructor(limitMs: number) {
    super();
    this.limitMs = limitMs;
  }
}
