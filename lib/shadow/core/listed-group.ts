import type { Standing } from "./dispositions.ts";
import type { ListedGroup } from "./shadow-view.ts";

/** Which groups a list shows. A group of which the window has no exchange is no work any more, unless somebody still waits for it: it is to be
 *  fixed, it waits for a second person, or it came back after it was gone. */

export type AskedState = "all" | "unseen" | Standing["state"];
type Listed = Pick<ListedGroup, "n"> & { standing: Pick<Standing, "state" | "reopened"> };

/** `unseen`: what `all` leaves out. Those of any other state than open are what people said, whether the window has them or not. */
export function isListed({ n, standing }: Listed, asked: AskedState): boolean {
  const isWork = n > 0 || isWaitedFor(standing);
  if (asked === "all") return isWork;
  if (asked === "unseen") return !isWork;
  return standing.state === asked && (asked !== "open" || isWork);
}

function isWaitedFor({ state, reopened }: Listed["standing"]): boolean {
  return state === "fixing" || state === "waiting" || (state === "open" && reopened > 0);
}
