import { z } from "zod";

/** The second from which points are asked for. */
export const TargetFiguresQuery = z.object({
  from: z.coerce.number("a second").int("a whole second").min(0, "from 0 on").max(1_000_000).default(0),
});
