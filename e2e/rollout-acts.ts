import { expect, type Page } from "playwright/test";
import type { RolloutPlan } from "../lib/rollout/core/plan.ts";
import type { OpenRollout, RolloutView } from "../lib/rollout/core/rollout-view.ts";
import { practicePassword } from "../sandbox/warehouse.ts";
import type { Gantry } from "./gantry.ts";
import { type Person, post, read } from "./pre-launch-people.ts";
import type { RolloutSite } from "./rollout-site.ts";

/** What a rollout of the practice pilot is led by, on its page and at the API. */

export type Who = Pick<Person, "page">;
export const base = "/pilots/practice";
/** For what has to come in the end; what is promised in seconds says so itself. */
export const patience = { timeout: 60_000 };

const gate = { errorRatioMost: 0.02, latencyMsP99Most: 2_000, samplesLeast: 20 };
const stages = [10, 50, 100].map((percent) => ({ percent, holdSeconds: 6, gate }));

/** Names HAProxy and Prometheus as systems of the pilot, and writes the plan. Answers the id of the system that is HAProxy. */
export async function planRollout(who: Who, site: RolloutSite, part: Partial<RolloutPlan> = {}): Promise<string> {
  const named = { environment: "test", role: "other", reason: "the rollout on the practice plant" };
  const name = (system: string, baseUrl: string) =>
    post<{ id: string }>(who, `${base}/systems`, { name: system, baseUrl, ...named });
  const haproxy = await name("HAProxy", site.haproxyUrl);
  const prometheus = await name("Prometheus", site.prometheusUrl);
  const plan: RolloutPlan = {
    ...{ switch: "plant", stages, healthyLeast: 2, vitals: site.vitals(prometheus.id), writtenSince: null },
    ...{ auto: null, pointOfNoReturn: "the label printers are moved", ...part },
  };
  const { origin } = new URL(who.page.url());
  const saved = await who.page.request.put(`${origin}/api/v1${base}/rollout/plan`, { data: { version: 0, plan } });
  expect(saved.status(), await saved.text()).toBe(200);
  return haproxy.id;
}

// HAProxy ties a session to a server by a cookie, and a share counts for new sessions.
const scenarioText = `name: Log-ins through the switch
cookies: false
mix:
  - name: log in
    post: /api/login
    json: { email: "operator{{vu 1 10}}@factory.local", password: ${practicePassword} }
    expect: { status: 200, json: { $.access_token: not empty } }
`;

/** Log-ins through HAProxy's own port; nothing in them is bound to one server. */
export async function startLoad(who: Who, systemId: string, seconds: number): Promise<number> {
  const stages = [{ from: 40, to: 40, seconds }];
  const profile = { model: "open", stages, maxUsers: 100, startLimitMs: 5_000 };
  const run = { name: "Through the switch", scenarioText, systemId, profile };
  const objectives = { criteria: [], abortWhen: null };
  return (await post<{ number: number }>(who, `${base}/runs`, { ...run, objectives })).number;
}

export type LoadRun = {
  state: string;
  outcome: string | null;
  summary: { sent: number; ended: number; failed: number; failedByKind: Record<string, number> };
};
export const runOf = (who: Who, number: number) => read<LoadRun>(who, `${base}/runs/${number}`);

export async function endedRun(who: Who, number: number, reason: string): Promise<LoadRun> {
  await post(who, `${base}/runs/${number}/stop`, { reason });
  await expect.poll(async () => (await runOf(who, number)).state, patience).toBe("ended");
  return runOf(who, number);
}

export const viewOf = (who: Who) => read<RolloutView>(who, `${base}/rollout`);

/** The one that is open, or the newest. */
export async function rolloutOf(who: Who): Promise<OpenRollout> {
  const { rollout } = await viewOf(who);
  if (rollout === null) throw new Error("no rollout was ever begun");
  return rollout;
}

export async function openRolloutPage({ page }: Who, gantry: Gantry): Promise<void> {
  await page.goto(`${gantry.url}/practice/launch/rollout`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

const head = (page: Page) => page.getByRole("region", { name: "Where it stands" });
export const stands = (page: Page, words: string | RegExp) => expect(head(page)).toContainText(words, patience);

export async function beginDrill({ page }: Who): Promise<void> {
  await page.getByRole("button", { name: "Begin a drill" }).click();
  await page.getByRole("button", { name: "Begin the drill" }).click();
  await stands(page, "Nothing is over yet.");
}

/** Waits for what the stage before needs, then lets this one begin, and sees it over. */
export async function advance({ page }: Who, percent: number): Promise<void> {
  const button = page.getByRole("button", { name: `Advance to ${percent} %` });
  if (percent > 10) await stands(page, "Everything holds. Somebody has to say: advance.");
  await button.click();
  await stands(page, `${percent} % over`);
}

/** By two taps of one person, wherever the button stands. */
export async function rollBack({ page }: Who, reason = ""): Promise<void> {
  await page.getByRole("button", { name: "Roll back", exact: true }).click();
  if (reason !== "") await page.getByLabel("Reason, if there is time for one").fill(reason);
  await page.getByRole("button", { name: "Roll back now" }).click();
}

export async function announce({ page }: Who, says: string): Promise<void> {
  await page.getByRole("button", { name: "Say who was told" }).click();
  await page.getByLabel("Who was told, and how").fill(says);
  await page.getByRole("button", { name: "It is announced" }).click();
  await stands(page, "No rollout is open.");
}

/** Its seven parts, each with its time in ms. */
export function partsOf({ state }: OpenRollout): Record<string, number> {
  return Object.fromEntries(
    (state.back?.phases ?? []).map(({ phase, startedAt, endedAt }) => [phase, endedAt - startedAt]),
  );
}
