import { setTimeout as wait } from "node:timers/promises";
import type { Ctx } from "#lib/platform/ctx.ts";
import { faultKind, faultNames } from "#lib/practice/core/faults.ts";
import { acceptProposals } from "#lib/shadow/accept-proposals.ts";
import type { ListedGroup } from "#lib/shadow/core/shadow-view.ts";
import { disposeGroup } from "#lib/shadow/dispose-group.ts";
import { readCoverage } from "#lib/shadow/read-coverage.ts";
import { readGroups } from "#lib/shadow/read-groups.ts";
import { readParity } from "#lib/shadow/read-parity.ts";
import { readProposals } from "#lib/shadow/read-proposals.ts";
import { recheckGroup } from "#lib/shadow/recheck-group.ts";
import { setWindow } from "#lib/shadow/set-window.ts";
import { found } from "#lib/shadow/testing/a-shadow-pilot.ts";
import { aMirroredPlant } from "./mirrored-plant.ts";

/** Twelve planted differences, real mirrored traffic, and what a lead does with it: what is found must be exactly what was planted. */

export type Twelve = {
  /** `endpoint path kind`, sorted: open groups of the window after the proposals were accepted. */
  groups: string[];
  /** Endpoints whose median is over 200 ms more in the new system. */
  slow: string[];
  accepted: { ids: string[]; noise: string[] };
  n: number;
  notCompared: Record<string, number>;
  /** Of the group that was mended. */
  mended: { state: string; before: number | null; after: number | null; still: string[]; leftOut: number };
};

export const planted = faultNames.filter((name) => faultKind(name).group === "difference");

type Sizes = { learning: number; working: number; mended: number };

/** `say` is told how far it is. */
export async function findTheTwelve(ctx: Ctx, sizes: Sizes, say: (line: string) => void): Promise<Twelve> {
  const site = await aMirroredPlant(ctx);
  const { pilot, plant } = site;
  const on = Object.fromEntries(planted.map((name) => [name, {}]));
  // An hour's work at speed. The new system is asked for one write after the other, so it must not be the slower one.
  const [faster, fast] = [{ slow: { factor: 0.05 } }, { slow: { factor: 0.4 } }];
  try {
    await switchTo(plant.newUrl, { ...on, ...faster });
    await switchTo(plant.legacyUrl, fast);
    await site.work(sizes.learning);
    const ids = await acceptAll(ctx, pilot, "ids");
    await site.takeRules();
    await site.work(sizes.learning);
    // What ids had hidden is seen now: decisions have ids of their own.
    ids.push(...(await acceptAll(ctx, pilot, "ids")));
    await site.takeRules();
    await site.work(sizes.learning);
    const noise = await acceptAll(ctx, pilot, "noise");
    say(`accepted ${ids.length} id rules, ${noise.length} noise rules`);
    await beginWindow(ctx, pilot, "1.0");
    await site.work(sizes.working);
    noise.push(...(await acceptAll(ctx, pilot, "noise")));
    const open = await openGroups(ctx, pilot);
    for (const one of open) say(`${one.n.toLocaleString("en-GB").padStart(7)}  ${textOf(one)}  ${one.shape}`);
    const coverage = found(await readCoverage(ctx, { pilot }));
    const slow = coverage.endpoints.flatMap(({ endpoint, latency }) =>
      latency !== null && latency.candidateMs.p50 - latency.legacyMs.p50 > 200 ? [endpoint] : [],
    );
    for (const one of slow) say(`slower   ${one}`);
    const parity = found(await readParity(ctx, { pilot })).parity;
    const { notCompared } = site.mirror.figures();
    await switchTo(plant.newUrl, { ...on, ...faster }, "letterCase");
    const mended = await mend(ctx, { pilot, site, open, requests: sizes.mended });
    const groups = open.map(textOf).sort();
    return { groups, slow, accepted: { ids, noise }, n: parity.n, notCompared, mended };
  } finally {
    await site.close();
  }
}

type Mending = {
  pilot: string;
  site: Awaited<ReturnType<typeof aMirroredPlant>>;
  open: ListedGroup[];
  requests: number;
};

async function mend(ctx: Ctx, { pilot, site, open, requests }: Mending): Promise<Twelve["mended"]> {
  const group = open.find(({ path }) => path === "$.token_type")?.number ?? 0;
  found(await disposeGroup(ctx, { pilot, group, disposition: "fix", reason: "" }));
  const before = found(await readParity(ctx, { pilot })).parity.parity;
  await beginWindow(ctx, pilot, "1.1");
  await site.work(requests);
  const { standing } = found(await recheckGroup(ctx, { pilot, group }));
  const after = found(await readParity(ctx, { pilot })).parity.parity;
  const still = (await openGroups(ctx, pilot)).map(textOf).sort();
  await beginWindow(ctx, pilot, "all", "2026-01-01T00:00:00Z");
  const { leftOut } = found(await readParity(ctx, { pilot })).parity;
  return { state: standing.state, before, after, still, leftOut };
}

async function acceptAll(ctx: Ctx, pilot: string, kind: "ids" | "noise"): Promise<string[]> {
  const { proposals, version } = found(await readProposals(ctx, { pilot }));
  const chosen = proposals.filter((one) => one.kind === kind);
  if (chosen.length === 0) return [];
  found(await acceptProposals(ctx, { pilot, keys: chosen.map(({ key }) => key), version }));
  return chosen.map(({ endpoint, title }) => `${endpoint}: ${title}`);
}

async function openGroups(ctx: Ctx, pilot: string): Promise<ListedGroup[]> {
  const { groups } = found(await readGroups(ctx, { pilot, filter: "", state: "all" }));
  return groups.filter(({ standing, n }) => standing.state === "open" && n > 0);
}

function textOf({ endpoint, path, kind }: ListedGroup): string {
  return `${endpoint} ${path} ${kind}`;
}

/** Exchanges of before are of before: the window is cut between two moments. */
async function beginWindow(ctx: Ctx, pilot: string, version: string, from = "now"): Promise<void> {
  await wait(5);
  found(await setWindow(ctx, { pilot, from, to: null, version, why: "the new system was deployed" }));
}

async function switchTo(url: string, faults: Record<string, unknown>, without = ""): Promise<void> {
  const left = Object.fromEntries(Object.entries(faults).filter(([name]) => name !== without));
  const answer = await fetch(`${url}/faults`, { method: "PUT", body: JSON.stringify(left) });
  if (answer.status !== 200) throw new Error(`The plant refused: ${await answer.text()}`);
}
