import { spawn } from "node:child_process";
import path from "node:path";
import { freePort } from "#lib/platform/free-port.ts";
import { signIn } from "../bench/soak/api.ts";
import { awayOnce, gantryWithOwnDatabase } from "../bench/soak/away-once.ts";
import { killOnce } from "../bench/soak/kill-once.ts";
import type { Part } from "../bench/soak/processes.ts";
import { startWholeGantry, type WholeGantry } from "../bench/soak/whole-gantry.ts";
import { expect, test } from "./test.ts";

/** A short form of the soaks in bench/soak: what is killed or goes away while a run goes on costs no second that was stored. */

test.describe("killed with SIGKILL while a run goes on", () => {
  let gantry: WholeGantry;
  test.beforeAll(async () => {
    gantry = await startWholeGantry();
  });
  test.afterAll(() => gantry.close());

  const cases: [part: Part, waits: boolean][] = [
    ["web", true],
    ["runner", true],
    ["keeper", true],
    ["database", true],
    ["supervisor", false],
  ];
  for (const [part, waits] of cases)
    test(`${part}: nothing stored is lost, at most the second in flight is missing, and everything is back`, async () => {
      const api = await signIn(gantry.url);
      const { violations, storedBefore } = await killOnce(gantry, api, { part, afterMs: 3_300, seconds: 6, waits });
      expect(violations).toEqual([]);
      expect(storedBefore).toBeGreaterThan(0);
    });

  test("a second start on the same data folder says so and ends with 1; the first goes on", async () => {
    const { code, said } = await secondStart(gantry.folder);
    expect([code, said]).toEqual([1, expect.stringMatching(/^Another Gantry already runs on the data folder /)]);
    expect((await fetch(`${gantry.url}/readyz`)).status).toBe(200);
  });
});

test("a database that is away for 10 s, and one whose disk is full for 5 s: the run goes on, and lacks no second", async () => {
  const place = await gantryWithOwnDatabase();
  try {
    const away = await awayOnce(place, { trouble: "refused", seconds: 10, runSeconds: 15 });
    const full = await awayOnce(place, { trouble: "full", seconds: 5, runSeconds: 10 });
    expect([...away.violations, ...full.violations]).toEqual([]);
  } finally {
    await place.close();
  }
});

async function secondStart(folder: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: path.resolve(import.meta.dirname, ".."),
    env: { ...process.env, GANTRY_DATA: folder, GANTRY_PORT: String(await freePort()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}
