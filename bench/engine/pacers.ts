import { createRequire } from "node:module";
import { type Command, findProgram } from "./children.ts";

/** Other generators that can be asked for a rate. */
export type Pacer = { name: string; command(url: string, perSecond: number, seconds: number): Command };

/** Those that this machine has, and a sentence for each that is left out. `GANTRY_BENCH_VEGETA` may name a vegeta that is not on PATH. */
export function findPacers(): { pacers: Pacer[]; skipped: string[] } {
  const file = process.env["GANTRY_BENCH_VEGETA"] ?? findProgram("vegeta");
  if (file === null) return { pacers: [autocannon()], skipped: ["vegeta is not installed: left out."] };
  return { pacers: [autocannon(), vegeta(file)], skipped: [] };
}

function autocannon(): Pacer {
  const file = createRequire(import.meta.url).resolve("autocannon");
  return {
    name: "autocannon -R",
    command: (url, perSecond, seconds) => ({
      file: process.execPath,
      args: [file, "--no-progress", "-c", "50", "-R", String(perSecond), "-d", String(seconds), url],
    }),
  };
}

function vegeta(file: string): Pacer {
  return {
    name: "vegeta",
    command: (url, perSecond, seconds) => ({
      file: "sh",
      args: [
        "-c",
        `echo "GET ${url}/" | exec "$0" attack -rate ${perSecond}/1s -duration ${seconds}s -output /dev/null`,
        file,
      ],
    }),
  };
}
