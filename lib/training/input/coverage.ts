import { z } from "zod";

/** What comes in about coverage. Safe for the browser. */

/** The year 2200. */
const most = 7_258_118_400_000;

/** `at`: as it is now, on launch day, or at a moment in ms since 1970. */
export const CoverageQuery = z.object({
  at: z
    .union([
      z.enum(["now", "launch"]),
      z
        .string()
        .regex(/^\d{1,16}$/, "now, launch, or ms since 1970 are expected")
        .transform(Number)
        .pipe(z.number().max(most)),
    ])
    .default("launch"),
});
export type CoverageQuery = z.output<typeof CoverageQuery>;
