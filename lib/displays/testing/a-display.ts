import path from "node:path";
import { pathToFileURL } from "node:url";
import { v7 as uuidv7 } from "uuid";
import { insertPilot } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { DisplayReport, DisplayView } from "../core/display.ts";
import type { PairDisplay } from "../input.ts";
import { pairDisplay } from "../pair-display.ts";

type Door = (request: Request) => Promise<Response>;

/** Doors are floors above: a test comes to them by their files. */
const doors = path.resolve(import.meta.dirname, "../../../app/api/v1/wall");
const from = (file: string) => import(pathToFileURL(path.join(doors, file)).href);
const CODE: Door = (await from("code/route.ts")).POST;
const WALL: Door = (await from("route.ts")).GET;
const REPORT: Door = (await from("reports/route.ts")).POST;

/** Screens that do as a screen does: they ask for a code, wait until a lead has typed it, ask for their wall and report. */

export async function aPilot(ctx: Ctx, name = "Pilot"): Promise<{ pilot: string; pilotId: string }> {
  const pilotId = uuidv7();
  const pilot = `p-${pilotId}`;
  const facts = { slug: pilot, name, site: "Plant", timeZone: "Europe/Berlin" };
  await insertPilot(ctx.db, { id: pilotId, ...facts, createdAt: new Date() });
  return { pilot, pilotId };
}

export type Screen = {
  code: string;
  expiresAt: number;
  cookie: string;
  wall(): Promise<Response>;
  report(report: DisplayReport): Promise<Response>;
};

type AskedFrom = { address?: string; cookie?: string; proto?: string };

export function askCode({ address = "10.0.0.7", cookie = "", proto = "http" }: AskedFrom = {}): Promise<Response> {
  const headers = { host: "gantry.test", "x-gantry-address": address, "x-forwarded-proto": proto, cookie };
  return CODE(new Request("http://gantry.test/api/v1/wall/code", { method: "POST", headers }));
}

/** A screen that shows a code. */
export async function aScreen(asked: AskedFrom = {}): Promise<Screen> {
  const answer = await askCode(asked);
  if (answer.status !== 201) throw new Error(await answer.text());
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const { code, expiresAt } = await answer.json();
  return { code, expiresAt, cookie, wall: () => askWall(cookie), report: (report) => sendReport(cookie, report) };
}

export function askWall(cookie: string): Promise<Response> {
  const headers = { host: "gantry.test", "x-gantry-address": "10.0.0.7", cookie };
  return WALL(new Request("http://gantry.test/api/v1/wall", { headers }));
}

function sendReport(cookie: string, report: DisplayReport): Promise<Response> {
  const headers = {
    ...{ host: "gantry.test", "content-type": "application/json", cookie },
    "x-gantry-address": "10.0.0.9",
  };
  const body = JSON.stringify(report);
  return REPORT(new Request("http://gantry.test/api/v1/wall/reports", { method: "POST", headers, body }));
}

export const someSettings = {
  ...{ name: "Hall 2 east", place: "over gate 3", boards: ["poll", "next"] as PairDisplay["boards"] },
  ...{ language: "en" as const, sound: false },
};

let made = 0;

/** A screen that is paired with the pilot. `ctx`: whoever types its code. */
export async function aDisplay(
  ctx: Ctx,
  pilot: string,
  settings: Partial<PairDisplay> = {},
): Promise<Screen & { display: DisplayView }> {
  made += 1;
  const screen = await aScreen({ address: `10.1.${made >> 8}.${made & 255}` });
  const paired = await pairDisplay(ctx, { pilot, code: screen.code, ...someSettings, ...settings });
  if (!paired.ok) throw new Error(paired.refusal);
  return { ...screen, display: paired.display };
}

export const someReport: DisplayReport = {
  ...{ board: "poll", phase: "live", staleSince: null, overall: "HOLD", width: 1920, height: 1080 },
  ...{ version: "dev", upSince: 1_700_000_000_000, heapBytes: 61_000_000 },
};
