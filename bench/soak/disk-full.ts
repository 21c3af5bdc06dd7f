import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { signIn } from "./api.ts";
import { lostOrChanged, missingOf } from "./stored-seconds.ts";
import { until } from "./until.ts";
import { aFolder, refuseWithoutProc, startWholeGantry, type WholeGantry } from "./whole-gantry.ts";

/** The soak: a data folder on a disk of its own, which is filled to the last byte while a run goes on, and emptied again. Mounts a tmpfs,
 *  so that it needs root. Ends with 1 when anything was wrong. */

const diskMiB = 256;
const runSeconds = 40;
const fullSeconds = 20;

refuseWithoutProc();
const disk = aFolder();
command("mount", ["-t", "tmpfs", "-o", `size=${diskMiB}m,mode=0711`, "tmpfs", disk]);
let wrong: string[] = [];
try {
  const gantry = await startWholeGantry({ folder: path.join(disk, "data") });
  wrong = await fullOnce(gantry).finally(() => gantry.close());
} finally {
  command("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
}
for (const one of wrong) console.log(`WRONG: ${one}`);
console.log(`${wrong.length} things wrong`);
process.exit(wrong.length === 0 ? 0 : 1);

async function fullOnce(gantry: WholeGantry): Promise<string[]> {
  const api = await signIn(gantry.url);
  const printed = gantry.output().length;
  const number = await api.startRun("on a full disk", runSeconds);
  const begun = async () => (await api.secondsOf(number)).length >= 3;
  await until(begun, { limitMs: 30_000, says: () => "no second was stored" });
  const before = await api.secondsOf(number);
  const filler = path.join(disk, "filler");
  fill(filler);
  await new Promise((resolve) => setTimeout(resolve, fullSeconds * 1000));
  rmSync(filler);
  let run = await api.runOf(number);
  const ended = async () => {
    run = await api.runOf(number);
    return run.state === "ended";
  };
  await until(ended, { limitMs: runSeconds * 2000, says: () => `the run did not end: it is ${run.state}` });
  const after = await api.secondsOf(number);
  const said = gantry.output().slice(printed);
  const gaps = missingOf(runSeconds, after);
  const lost = lostOrChanged(before, after);
  const why = said
    .split("\n")
    .filter((line) => /disk is full|No space left|cannot be stored|is stored, after/.test(line));
  console.log(
    `full for ${fullSeconds} s in a run of ${runSeconds} s: ${after.length} s stored, ${gaps.length} missing; ${run.endedSentence}`,
  );
  console.log(
    why
      .slice(0, 12)
      .map((line) => `    ${line.slice(0, 180)}`)
      .join("\n"),
  );
  return [
    ...(gaps.length === 0 ? [] : [`missing: seconds ${gaps.join(", ")}`]),
    ...(lost.length === 0 ? [] : [`stored and then lost or changed: seconds ${lost.join(", ")}`]),
    ...(run.outcome === "completed" ? [] : [`ended as ${run.outcome}: ${run.endedSentence}`]),
    ...(/disk is full|No space left on device/.test(said) ? [] : ["the log does not say that the disk is full"]),
  ];
}

/** To the last byte. */
function fill(file: string): void {
  const open = openSync(file, "w");
  for (const size of [1_048_576, 4_096, 1])
    try {
      for (;;) writeSync(open, Buffer.alloc(size));
    } catch (error) {
      if (Object(error).code !== "ENOSPC") throw error;
    }
  closeSync(open);
}

function command(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0)
    throw new Error(`${program} failed; this soak needs root to mount a disk: ${error?.message ?? stderr}`);
}
