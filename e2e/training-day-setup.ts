import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright/test";
import { aModule, type TestOperator } from "./kiosk-training.ts";
import { itemOf } from "./pre-launch-evidence.ts";
import { type Person, patch, pilot, post, put, read } from "./pre-launch-people.ts";
import { siteDay } from "./site-day.ts";

/** What FlowViz has before the day of the session: a window, a plan, a module that pickers need, eight operators; and its papers. */

type Who = Pick<Person, "page">;
const base = `/pilots/${pilot}`;

/** Only shift A works in the window. */
export async function planLaunch(admin: Who, lead: Who): Promise<void> {
  const { version, timeZone } = await read<{ version: number; timeZone: string }>(admin, `${base}/facts`);
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const shifts = [
    { name: "A", weekdays, from: "06:00", to: "14:00" },
    { name: "B", weekdays, from: "14:00", to: "22:00" },
  ];
  const day = siteDay(10, timeZone);
  await patch(admin, `${base}/plan`, { version, shifts, window: { from: `${day}T08:00`, to: `${day}T12:00` } });
  await post(lead, `${base}/launch/template`, { template: "warehouse-replacement" });
  await put(lead, `${base}/checklists/pause-points/pre-launch`);
}

export const trainedItem = "Every operator of the shift is trained";

export async function trainedStanding(who: Who): Promise<{ kind: string; sentence: string }> {
  return (await itemOf(who, trainedItem)).item.standing;
}

type Named = { name: string; shift: string; language: string };

/** Pickers need the module. */
export async function pickersOf(who: Who, named: readonly Named[]): Promise<TestOperator[]> {
  const { id } = await aModule(who);
  const made: TestOperator[] = [];
  for (const [at, one] of named.entries()) {
    const body = { ...one, badge: `0${212 + at}`, roles: ["picker"] };
    made.push((await post<{ operator: TestOperator }>(who, `${base}/training/operators`, body)).operator);
  }
  const { requirementsState } = await read<{ requirementsState: string }>(who, `${base}/training/modules`);
  const requirements = [{ role: "picker", modules: [id] }];
  const { origin } = new URL(who.page.url());
  const data = { state: requirementsState, requirements };
  const set = await who.page.request.put(`${origin}/api/v1${base}/training/requirements`, { data });
  if (!set.ok()) throw new Error(await set.text());
  return made;
}

/** The session's record as somebody reads it who has nothing but the paper: each page's text. */
export async function recordPages(page: Page, folder: string): Promise<string[]> {
  const link = page.getByRole("link", { name: "Record, PDF" });
  const answer = await page.request.get(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
  if (!answer.ok()) throw new Error(await answer.text());
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "record.pdf");
  writeFileSync(file, await answer.body());
  const { stdout } = await promisify(execFile)("pdftotext", ["-layout", file, "-"]);
  return stdout.split("\f").filter((text) => text.trim() !== "");
}

/** As it stands in a PDF, where lines break anywhere and cells stand side by side: word by word. */
export function missingFrom(pages: readonly string[], parts: readonly string[]): string[] {
  const squeezed = (text: string) => text.replace(/[\s\u200B]+/g, "");
  const all = squeezed(pages.join(""));
  return parts.filter((part) => part.split(" ").some((word) => !all.includes(squeezed(word))));
}
