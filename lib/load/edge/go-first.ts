import { constants, setPriority } from "node:os";

/** Lets this process go before others on the machine where its user may say so (root, or a raised limit): a page that is being drawn must
 *  not hold up the load that it shows. Without that right nothing changes; lateness then tells what it cost. */
export function goFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // EACCES or EPERM: an ordinary user.
  }
}
