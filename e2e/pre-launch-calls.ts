import { expect, type Page } from "playwright/test";
import type { Person } from "./pre-launch-people.ts";

/** What people do on the launch page: they look at stations, call them, and sign. */

export const stationRow = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
export const overall = (page: Page) => page.getByRole("region", { name: "Overall" });

const order = ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"];

/** With j and k to the station, c, the call's first letters, and Enter. */
export async function callGo({ page }: Person, stations: readonly string[]): Promise<void> {
  for (const station of stations) {
    await page.keyboard.press("Escape");
    for (let at = 0; at <= order.indexOf(station); at++) await page.keyboard.press("j");
    await expect(stationRow(page, station).getByRole("button", { name: station, exact: true })).toHaveAttribute(
      "aria-expanded",
      "true",
    );
    await page.keyboard.press("c");
    await expect(page.getByLabel("Your call")).toBeFocused();
    await page.keyboard.type("GO");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("form", { name: `Call ${station}` })).toBeHidden();
    await expect(stationRow(page, station)).toContainText(/(called GO|Waived: )/);
  }
}

export async function sign({ page, password }: Person): Promise<void> {
  await page.getByRole("button", { name: "Decide GO" }).click();
  const form = page.getByRole("form", { name: "Sign GO" });
  await expect(form).toContainText("A champion operator stands at each gate");
  await form.getByLabel("Your password").fill(password);
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();
}
