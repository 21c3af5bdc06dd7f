import type { ChecklistsView, ItemView, ListView } from "../lib/checklist/core/checklist-view.ts";
import type { ItemRule } from "../lib/checklist/core/item.ts";
import type { Profile } from "../lib/load/core/profile.ts";
import { profileInWords } from "../lib/load/core/run-list.ts";
import { type Person, patch, pilot, post, read } from "./pre-launch-people.ts";
import type { FlowViz } from "./pre-launch-servers.ts";

/** The evidence of the pre-launch: what its checks look for, load runs that count, pairs of two days, answers of people. */

type Who = Pick<Person, "page">;
type Placed = { list: ListView; item: ItemView };

const base = `/pilots/${pilot}`;

export async function itemOf(who: Who, title: string): Promise<Placed> {
  const { lists } = await read<ChecklistsView>(who, `${base}/checklists`);
  for (const list of lists) {
    const item = list.items.find((one) => one.title === title);
    if (item !== undefined) return { list, item };
  }
  throw new Error(`no check is called ${title}`);
}

export const pathOf = ({ item }: Placed) => `${base}/items/${item.id}`;

async function changeRule(who: Who, title: string, change: (rule: ItemRule) => ItemRule): Promise<void> {
  const placed = await itemOf(who, title);
  const { station, asks, isKiller, needsVerification, validForSeconds, owner, rule } = placed.item;
  const fields = { station, title, asks, isKiller, needsVerification, validForSeconds, owner, rule: change(rule) };
  await patch(who, pathOf(placed), { version: placed.list.version, ...fields });
}

export const probes = [
  "The API is healthy",
  "PostgreSQL accepts connections",
  "Redis answers PONG",
  "Prometheus has every target up",
  "Migrations are at head",
  "All four services are healthy",
];

/** The template's hour would outlast this journey. */
export async function askEvery5Seconds(who: Who): Promise<void> {
  for (const title of probes)
    await changeRule(who, title, (rule) => (rule.kind === "probe" ? { ...rule, everySeconds: 5 } : rule));
}

export function expectMigration(who: Who, expected: string): Promise<void> {
  return changeRule(who, "Migrations are at head", (rule) => {
    if (rule.kind !== "probe" || rule.probe?.kind !== "postgres" || rule.probe.ask.what !== "migration-head")
      throw new Error("it looks for no migration");
    return { ...rule, probe: { ...rule.probe, ask: { ...rule.probe.ask, expected } } };
  });
}

const scenario = "FlowViz lots";
const scenarioText = `name: ${scenario}
mix:
  - name: register lot
    post: /api/v1/lots
    json: { lot_type: RAW, weight_kg: 120 }
  - name: health
    get: /health
`;
const criteria = [
  { metric: { kind: "errors" }, scope: { kind: "all" }, limit: 0.01, judge: "measured" },
  { metric: { kind: "percentile", q: 0.5 }, scope: { kind: "all" }, limit: 500, judge: "measured" },
];

/** So few a second that no busy neighbour of this machine makes the generator late. */
const requiredRuns: readonly (readonly [title: string, perSecond: number])[] = [
  ["The shift's load is carried", 3],
  ["Twice the load is carried", 4],
  ["Smoke test", 2],
];

/** Says which runs are required, and starts each so that it counts. */
export async function startRequiredRuns(who: Who, systemId: string): Promise<void> {
  for (const [title, perSecond] of requiredRuns) {
    const stages = [{ from: perSecond, to: perSecond, seconds: 4 }];
    const profile: Profile = { model: "open", stages, maxUsers: 50, startLimitMs: 5_000 };
    const run = { scenario, profile: profileInWords(profile), environment: "staging" as const };
    await changeRule(who, title, (rule) =>
      rule.kind === "linked" && rule.to.what === "run" ? { ...rule, to: { ...rule.to, run } } : rule,
    );
    const objectives = { criteria, abortWhen: null };
    const asked = { name: title, scenarioText, systemId, profile, objectives, countsForLaunch: true };
    await post(who, `${base}/runs`, asked);
  }
}

const hourMs = 3_600_000;
const hours = 48;
const timesAnHour = 6;

/** Pairs of answers whose own times lie in each of the last 48 full hours, of every endpoint of the scope; alike. */
export async function sendTwoDays({ page }: Who): Promise<{ counted: number; differing: number }> {
  const from = Math.floor(Date.now() / hourMs) * hourMs - hours * hourMs;
  const lines = Array.from({ length: hours * timesAnHour }, (_, n) => {
    const at = from + Math.floor(n / timesAnHour) * hourMs + (n % timesAnHour) * 600_000;
    return pairsOf(n).map((pair, place) =>
      JSON.stringify({ id: `${n}-${place}`, at: new Date(at + place * 1_000), ...pair }),
    );
  });
  const { origin } = new URL(page.url());
  const sent = await page.request.post(`${origin}/api/v1${base}/exchanges?source=envoy-hall-3`, {
    headers: { "content-type": "application/x-ndjson" },
    data: lines.flat().join("\n"),
  });
  if (!sent.ok()) throw new Error(await sent.text());
  return sent.json();
}

function pairsOf(n: number) {
  const lot = { id: n + 1, lot_code: `LOT-${240_000 + n}`, weight_kg: 50 + (n % 450) };
  return [
    exchange("POST", "/api/v1/lots", { status: 201, body: lot }),
    exchange("POST", "/api/v1/qc-decisions", { status: 201, body: { id: n + 1, lot_id: lot.id, decision: "PASS" } }),
    exchange("GET", `/api/v1/traceability/${lot.lot_code}`, { status: 200, body: { ...lot, gates: [1, 2, 3] } }),
  ];
}

function exchange(method: string, target: string, { status, body }: { status: number; body: object }) {
  const headers = { "content-type": "application/json" };
  const answer = { status, headers, body: JSON.stringify(body) };
  return { method, target, legacy: { ...answer, latencyMs: 41 }, candidate: { ...answer, latencyMs: 12 } };
}

/** Where a person's word is asked for: what was seen. */
export const seen: readonly (readonly [title: string, says: string])[] = [
  ["The new system is deployed to staging", "Blue and green both run release 4.2.1"],
  ["Test operators exist", "10 of 10 operators logged in on staging"],
  ["The mirror stands in front of legacy", "Since Monday 06:00, 14 clients seen"],
  ["Two healthy instances stand idle", "2 of 2 instances of green are healthy"],
  ["Last night's backup restores", "1,804,112 rows seen in the empty database"],
  ["Alerts reach the people on duty", "Test alert arrived on Petr's phone at 10:04"],
];
export const trained = ["Every operator of the shift is trained", "41 of 41 operators of shift A have signed"] as const;

/** This team keeps its signatures on paper: a person answers with the list, another one confirms it. */
export async function answerTrainingOnPaper(who: Who): Promise<void> {
  const placed = await itemOf(who, trained[0]);
  const { station, title, asks, isKiller, validForSeconds, owner } = placed.item;
  const rule: ItemRule = { kind: "attested", needsFile: true };
  const fields = { station, title, asks, isKiller, needsVerification: true, validForSeconds, owner, rule };
  await patch(who, pathOf(placed), { version: placed.list.version, ...fields });
}

type Answered = { id: string };

export async function answer(who: Who, [title, says]: readonly [string, string], files: string[] = []) {
  const placed = await itemOf(who, title);
  const { seen: newest, ruleVersion } = placed.item;
  const act = await post<Answered>(who, `${pathOf(placed)}/answers`, {
    holds: true,
    says,
    files,
    seen: newest,
    ruleVersion,
  });
  return { placed, act };
}

export function verify(who: Who, { placed, act }: { placed: Placed; act: Answered }): Promise<unknown> {
  return post(who, `${pathOf(placed)}/verifications`, verification(act));
}
export const verification = (act: Answered) => ({ about: act.id, says: "I saw it too, on the spot" });

export async function attach({ page }: Who, name: string, text: string): Promise<string> {
  const { origin } = new URL(page.url());
  const sent = await page.request.post(`${origin}/api/v1${base}/evidence?name=${encodeURIComponent(name)}`, {
    headers: { "content-type": "text/plain" },
    data: text,
  });
  if (!sent.ok()) throw new Error(await sent.text());
  return (await sent.json()).id;
}

/** New and its Prometheus, by role: a template's probes find them by it. */
export async function nameSystems(who: Who, { url, prometheusUrl }: FlowViz): Promise<{ flowviz: string }> {
  const rest = { environment: "staging", reason: "named for the pre-launch" };
  const [flowviz] = await Promise.all([
    post<{ id: string }>(who, `${base}/systems`, { name: "flowviz", role: "new", baseUrl: url, ...rest }),
    post(who, `${base}/systems`, { name: "prometheus", role: "other", baseUrl: prometheusUrl, ...rest }),
  ]);
  return { flowviz: flowviz.id };
}
