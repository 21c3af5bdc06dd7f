import { logFault } from "./log.ts";

/** Makes a process leave when its supervisor asks (SIGTERM, SIGINT) or is gone (`disconnect`). `close` may take 1.5 s, then it is over. */
export function leaveWhenAsked(close: () => Promise<void>): void {
  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), 1500).unref();
    await close().catch((error) => logFault("could not leave in order", error));
    process.exit(0);
  };
  process.on("SIGTERM", leave);
  process.on("SIGINT", leave);
  process.on("disconnect", leave);
  // The supervisor may have gone before we were so far as to listen for it.
  if (process.connected === false) leave();
}
