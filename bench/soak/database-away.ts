import { type Away, awayOnce, gantryWithOwnDatabase, type WasAway } from "./away-once.ts";
import { refuseWithoutProc } from "./whole-gantry.ts";

/** The soak: a real PostgreSQL is away, silent, or full while a run goes on, for less and for more than the minute that a runner waits.
 *  Ends with 1 when anything was wrong. */

const cases: readonly Away[] = [
  { trouble: "refused", seconds: 10, runSeconds: 20 },
  { trouble: "silent", seconds: 15, runSeconds: 25 },
  { trouble: "full", seconds: 20, runSeconds: 30 },
  { trouble: "refused", seconds: 55, runSeconds: 65 },
  { trouble: "silent", seconds: 50, runSeconds: 60 },
  { trouble: "full", seconds: 55, runSeconds: 65 },
  { trouble: "refused", seconds: 75, runSeconds: 120 },
  { trouble: "silent", seconds: 75, runSeconds: 120 },
  { trouble: "full", seconds: 75, runSeconds: 120 },
];

refuseWithoutProc();
const quick = process.argv.includes("--quick");
const place = await gantryWithOwnDatabase();
let wrong = 0;
try {
  for (const one of quick ? cases.slice(0, 3) : cases) {
    const found = await awayOnce(place, one);
    wrong += found.violations.length;
    console.log(lineOf(found));
  }
} catch (error) {
  wrong++;
  console.error(error, `\nWhat Gantry printed last:\n${place.gantry.output().split("\n").slice(-40).join("\n")}`);
} finally {
  await place.close();
}
console.log(`${wrong} things wrong`);
process.exit(wrong === 0 ? 0 : 1);

function lineOf({ trouble, seconds, runSeconds, stored, missing, sentence, violations }: WasAway): string {
  const found = violations.map((violation) => `\n    WRONG: ${violation}`).join("");
  return `${trouble} for ${seconds} s in a run of ${runSeconds} s: ${stored} s stored, ${missing} missing; ${sentence}${found}`;
}
