/** Gantry cannot start, and a person can mend it: the message says what is wrong and how. Printed without a stack, exit code 1. */
export class StartRefused extends Error {
  override name = "StartRefused";
}
