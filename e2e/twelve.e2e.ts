import path from "node:path";
import { faultKind, faultNames } from "../lib/practice/core/faults.ts";
import type { MirrorsView, MirrorView } from "../lib/shadow/core/mirror-settings.ts";
import type { ParityView, RulesView } from "../lib/shadow/core/shadow-view.ts";
import { askMirror } from "../lib/shadow/edge/mirror-admin.ts";
import { workShift } from "../sandbox/testing/a-shift.ts";
import { type Gantry, startGantry, until } from "./gantry.ts";
import { ask, complaintsOf, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

/** What each planted difference is called in the list; the slow endpoint is marked in the coverage. */
const rows = [
  "GET /api/v1/traceability/{id}, $.decision_count, value",
  "GET /api/v1/traceability/{id}, $.decisions, order",
  "GET /api/v1/traceability/{id}, $.lot.site_code, only in new",
  "GET /api/v1/traceability/{id}, $.lot.temperature_c, type",
  "POST /api/login, $.token_type, value",
  "POST /api/v1/lots, $.temperature_c, missing in new",
  "POST /api/v1/lots, $.weight_kg, value",
  "POST /api/v1/lots, status, status",
  "POST /api/v1/qc-decisions, $.decided_at, value",
  "POST /api/v1/qc-decisions, $.decision, missing in new",
  "POST /api/v1/qc-decisions, $.gate_id, type",
];
const slowOne = "GET /api/v1/traceability/{id}";
const planted = faultNames.filter((name) => faultKind(name).group === "difference");

const groupLinks = (page: Page) => page.getByRole("link", { name: /^SD-/ });
const loginRow = (page: Page) => page.getByRole("link", { name: /^SD-\d+, POST \/api\/login/ });

/** The list as it is read out, without the groups' numbers. */
async function listed(page: Page): Promise<string[]> {
  const names = await groupLinks(page).evaluateAll((links) => links.map((one) => one.getAttribute("aria-label") ?? ""));
  return names.map((name) => name.replace(/^SD-\d+, /, "")).sort();
}

type System = { id: string; role: "legacy" | "new"; baseUrl: string };

/** Two systems do not count alike. Counted alike, ids would differ only once two writes had met in another order, and that late they are no
 *  ids to Gantry but values. */
async function beginApart(page: Page): Promise<void> {
  const { systems } = await ask<{ systems: System[] }>(page, "/systems");
  const address = systems.find(({ role }) => role === "new")?.baseUrl ?? "";
  await workShift({ port: new URL(address).port, requests: 16 });
}

async function switchFault(
  page: Page,
  method: "PUT" | "DELETE",
  asked: { role: string; fault: string; figures?: object },
) {
  const { systems } = await ask<{ systems: System[] }>(page, "/systems");
  const id = systems.find(({ role }) => role === asked.role)?.id;
  const status = await page.evaluate(
    async ([how, address, body]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(address, { method: how, headers, ...(how === "PUT" ? { body } : {}) })).status;
    },
    [
      method,
      `/api/v1/pilots/practice/practice/faults/${id}/${asked.fault}`,
      JSON.stringify(asked.figures ?? {}),
    ] as const,
  );
  expect(status).toBe(200);
}

async function mirrorNow(page: Page): Promise<MirrorView> {
  const [mirror] = (await ask<MirrorsView>(page, "/shadow/mirrors")).mirrors;
  if (mirror === undefined) throw new Error("there is no practice mirror");
  return mirror;
}

/** Log-ins are writes: somebody opts them in. */
async function optLoginsIn(page: Page): Promise<void> {
  await until(
    async () => (await mirrorNow(page)).state?.versionApplied === 1,
    20_000,
    () => `The mirror was not heard of:\n${gantry.output()}`,
  );
  await page.goto(`${gantry.url}/practice/shadow`);
  await page.getByRole("button", { name: "Change the mirror practice" }).click();
  const writes = page.getByLabel("Writes that are copied");
  await writes.fill(`${await writes.inputValue()}\nPOST /api/login`);
  await page.getByLabel("Why, kept in the log").fill("log-ins are compared too");
  await page.getByRole("button", { name: "Set it up" }).click();
  await expect(page.getByText("goes by set-up 2")).toBeVisible();
}

/** A shift's work through the mirror; done when all of it is counted. */
async function work(page: Page, requests: number): Promise<void> {
  const arrived = async () => (await ask<ParityView>(page, "/shadow/parity")).arrivals?.n ?? 0;
  const before = await arrived();
  const port = new URL((await mirrorNow(page)).state?.address ?? "").port;
  const sent = await workShift({ port, requests });
  await expect.poll(arrived, { timeout: 30_000 }).toBe(before + sent);
}

/** Answers how many there were. The mirror asks by the new rules when this is done. */
async function acceptProposals(page: Page): Promise<number> {
  const { proposals } = await ask<{ proposals: unknown[] }>(page, "/shadow/proposals");
  if (proposals.length === 0) return 0;
  const before = (await ask<RulesView>(page, "/shadow/rules")).version;
  await page.reload();
  await page.getByRole("button", { name: "Mark all" }).click();
  await page.getByRole("button", { name: `Accept ${proposals.length} marked` }).click();
  const rules = () => ask<RulesView>(page, "/shadow/rules");
  await expect.poll(async () => (await rules()).version).toBe(before + proposals.length);
  const wanted = (await rules()).endpoints.map(({ name }) => name);
  const socket = path.join(gantry.dataFolder, "practice", "mirror", "admin.sock");
  const asksBy = async () => {
    const { endpoints } = Object((await askMirror(socket, "GET /config")).json);
    return (endpoints as RulesView["endpoints"]).map(({ name }) => name);
  };
  await expect.poll(asksBy).toEqual(wanted);
  return proposals.length;
}

async function beginWindow(page: Page, version: string): Promise<void> {
  await page.getByRole("button", { name: "Window w" }).click();
  const form = page.getByRole("form", { name: "Window of parity" });
  await form.getByLabel("Begins").selectOption("now");
  await form.getByLabel("Version of the new system").fill(version);
  await form.getByLabel("Reason, kept in the log").fill("the new system was deployed");
  await form.getByRole("button", { name: "Name the window" }).click();
  await expect(page.getByText(`${version}, by`)).toBeVisible();
}

test("twelve planted differences through the practice mirror: these twelve and no other, and a mended one leaves", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  expect(planted.length).toBe(12);
  await beginApart(page);
  for (const fault of planted) await switchFault(page, "PUT", { role: "new", fault });
  // An hour's work at speed. The new system is asked for one write after the other, so it must not be the slower one.
  await switchFault(page, "PUT", { role: "new", fault: "slow", figures: { factor: 0.05 } });
  await switchFault(page, "PUT", { role: "legacy", fault: "slow", figures: { factor: 0.4 } });
  await optLoginsIn(page);
  do await work(page, 400);
  while ((await acceptProposals(page)) > 0);

  await beginWindow(page, "version 1.0");
  await work(page, 400);
  await expect.poll(() => listed(page)).toEqual(rows);
  await expect(page.getByText("11 groups, critical first, then count")).toBeVisible();
  const slower = page.getByRole("row").filter({ hasText: "slower" }).getByRole("rowheader");
  await expect(slower).toHaveText([slowOne]);
  await page.getByRole("link", { name: "not in the window" }).click();
  await expect(loginRow(page)).toBeHidden();
  await expect(groupLinks(page).first()).toBeVisible();
  await page.getByRole("link", { name: "All", exact: true }).click();

  await loginRow(page).click();
  await expect(page.getByRole("heading", { name: "Disposition" })).toBeVisible();
  await page.keyboard.press("1");
  await page.getByLabel("Note, may stay empty").press("Enter");
  await expect(page.getByText("parity of answers, 0 of n")).toBeVisible();
  await expect(page.getByRole("button", { name: "Check again" })).toBeVisible();
  await switchFault(page, "DELETE", { role: "new", fault: "letterCase" });
  await beginWindow(page, "version 1.1");
  await work(page, 160);
  // To be fixed and not seen: it stays in the list until somebody has checked.
  await expect(loginRow(page)).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect.poll(() => listed(page)).toEqual(rows.filter((row) => !row.startsWith("POST /api/login")));
  const { parity } = await ask<ParityView>(page, "/shadow/parity");
  expect(parity.alike).toBeGreaterThan(0);
  await expect(page.getByText(`parity of answers, ${parity.alike} of n ${parity.n}`)).toBeVisible();
  await page.getByRole("link", { name: "fixed", exact: true }).click();
  await expect(loginRow(page)).toBeVisible();
  expect(complaints).toEqual([]);
});
