import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright/test";
import { seal } from "../lib/training/browser/seal.ts";
import type { ArrivalAnswer, ArrivalHead, KioskView } from "../lib/training/core/kiosk-view.ts";
import type { Gantry } from "./gantry.ts";
import { ask } from "./journey.ts";

/** Accounts, a module and operators for journeys through training; and operators who sign by the kiosk's own door. */

export const password = "seven green forklifts";

type Person = { name: string; email: string; role: string };

/** An account made by its one-time link, in a browser of its own. */
export async function join(admin: Page, browser: Browser, gantry: Gantry, person: Person): Promise<Page> {
  const { name, email, role } = person;
  const link = await admin.evaluate(
    async (body) => {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body };
      return (await (await fetch("/api/v1/invites", init)).json()).link;
    },
    JSON.stringify({ name, email, roles: [role] }),
  );
  const own = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await own.goto(link.replace(/^https?:\/\/[^/]+/, gantry.url));
  await own.getByLabel("Name", { exact: true }).fill(name);
  await own.getByLabel("Password", { exact: true }).fill(password);
  await own.getByLabel("Password again").fill(password);
  await own.getByRole("button", { name: "Make my account" }).press("Enter");
  await own.waitForURL(/\/practice\/runs$/);
  return own;
}

export const gateSteps = ["Register a lot at the inbound gate", "Put a lot on hold", "Trace a lot to its pallet"];

export async function addModule(page: Page, steps: readonly string[] = gateSteps): Promise<void> {
  await ask(page, "/training/modules", {
    ...{ code: "M3", name: { en: "QC gates", de: "QC-Tore" }, minutes: 120, validForDays: null },
    steps: steps.map((en) => ({ shows: { en } })),
    statement: { en: "I took a lot through all gates on my own." },
  });
}

export async function addOperators(page: Page, names: readonly string[]): Promise<void> {
  for (const [at, name] of names.entries())
    await ask(page, "/training/operators", { badge: String(200 + at).padStart(4, "0"), name, roles: ["picker"] });
}

/** `trainer` hands this browser round in the session whose page it shows, and so loses the sign-in; each of `names` sets a PIN and signs. */
export async function signOnKiosk(trainer: Page, session: number, names: readonly string[]): Promise<string[]> {
  await ask(trainer, `/training/sessions/${session}/kiosks`, {});
  const view = await kiosk<KioskView>(trainer, "");
  const results: string[] = [];
  for (const name of names) {
    const found = view.operators.find((one) => one.name === name);
    const toSign = found?.shown.en;
    if (found === undefined || !toSign) throw new Error(`${name} cannot sign`);
    const pin = "481927";
    const heads: ArrivalHead[] = [
      ...(found.hasPin ? [] : [{ kind: "pin-set" as const, id: randomUUID(), operatorId: found.id }]),
      { kind: "signed", id: randomUUID(), operatorId: found.id, sha256: toSign.sha256 },
    ];
    for (const head of heads) {
      const sealed = await seal(view.sealing, head as Extract<ArrivalHead, { kind: "pin-set" | "signed" }>, { pin });
      const arrival = { ...head, language: "en", sealedAt: Date.now(), wasOffline: false, sealed };
      const { answers } = await kiosk<{ answers: ArrivalAnswer[] }>(trainer, "/arrivals", { arrivals: [arrival] });
      results.push(...answers.map(({ result }) => result));
    }
  }
  return results;
}

function kiosk<T>(page: Page, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([address, sent]) => {
      const init = sent === null ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: sent };
      return (await fetch(address, init)).json();
    },
    [`/api/v1/kiosk${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
}
