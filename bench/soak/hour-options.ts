import { parseArgs } from "node:util";
import { wholeNumber } from "./kill-options.ts";

export type HourOptions = {
  seconds: number;
  perSecond: number;
  requests: number;
  /** Seconds of the drawn hour that a page is shown in one second; 0: no page is opened. */
  feed: number;
  /** Length of the real run; 0: none. */
  minutes: number;
  help: boolean;
};

export const usage = `A run of an hour with ten steps: what it takes in the database, how long its page takes, and whether a page stays small.

  node --import tsx bench/soak/hour.ts [options]

  --minutes 0     also a real run of so many minutes through a whole Gantry, watched by a browser (0 to 1440; 60 is the issue's)
  --feed 12       seconds of the drawn hour that a watching page is fed in one second (0 to 50; 0: no browser)
  --seconds 3600  length of the drawn run (720 to 86400)
  --rate 1000     requests a second (1 to 20000)
  --requests 20   how often each page is asked for (20 to 1000)
  --help          this text
`;

/** Throws with a sentence for what is not understood or out of bounds. */
export function readHourOptions(args: readonly string[]): HourOptions {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: text, feed: text, seconds: text, rate: text, requests: text, help: { type: "boolean" } },
  });
  return {
    seconds: wholeNumber("--seconds", values.seconds ?? "3600", [720, 86_400]),
    perSecond: wholeNumber("--rate", values.rate ?? "1000", [1, 20_000]),
    requests: wholeNumber("--requests", values.requests ?? "20", [20, 1_000]),
    feed: wholeNumber("--feed", values.feed ?? "12", [0, 50]),
    minutes: wholeNumber("--minutes", values.minutes ?? "0", [0, 1_440]),
    help: values.help ?? false,
  };
}
