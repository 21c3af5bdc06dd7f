import { type Exposition, parseExposition } from "#lib/pilots/core/exposition.ts";
import { metricsUrl, parseSelector } from "#lib/pilots/core/system-metrics.ts";
import { neverAsked } from "#lib/pilots/edge/look-at-metrics.ts";
import { type MetricsDoor, openMetrics } from "#lib/pilots/edge/read-metrics.ts";
import { readSystemMetrics } from "#lib/pilots/read-system-metrics.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { logFault } from "../../platform/log.ts";
import { figureOf, type MetricsReading, type Wanted } from "../core/figure-of.ts";
import { readEverySeconds } from "../core/target-figures.ts";
import type { Resolved } from "../edge/resolve-target.ts";
import type { RunWithScenario } from "../store.ts";
import { freezeTargetSeries, insertReading, type RunSeries } from "../store-target-figures.ts";

type Options = {
  run: RunWithScenario;
  /** Checks and looks up an address, as for the target itself. */
  resolve(url: string): Promise<Resolved>;
  everyMs?: number;
};

export type TargetWatch = {
  /** Reads nothing more. What is being read is given up; what is being stored is waited for, half a second at most. */
  stop(): Promise<void>;
};

/** Reads what a run's target shows of itself, every 5 s from now until stopped, and stores it. It has timers of its own and never throws:
 *  whatever the addresses or the database do, the load does not notice. */
export function watchTarget(ctx: Ctx, { run, resolve, everyMs = readEverySeconds * 1000 }: Options): TargetWatch {
  const leaving = new AbortController();
  const watches: Source[] = [];
  const begun = begin(ctx, run)
    .then((sources) => {
      if (leaving.signal.aborted) return;
      for (const source of sources) watches.push(new Source({ ctx, resolve, leaving: leaving.signal, ...source }));
      for (const watch of watches) watch.begin(everyMs);
    })
    .catch((error) => logFault("the target's own figures are not read", error));
  return {
    stop: async () => {
      leaving.abort();
      for (const watch of watches) watch.end();
      await atMostHalfASecond(begun.then(() => Promise.all(watches.map((watch) => watch.settled))));
      await Promise.all(watches.map((watch) => watch.close()));
    },
  };
}

type Address = { runId: string; source: number; url: string; figures: readonly (Wanted & { series: number })[] };

/** Freezes what was chosen for the system; nothing is read of what nobody chose a figure from. */
async function begin(ctx: Ctx, { id: runId, pilotId, systemId, baseUrl, kind }: RunWithScenario): Promise<Address[]> {
  if (kind !== "load") return [];
  const { addresses, figures } = await readSystemMetrics(ctx.db, { pilotId, systemId });
  const used = addresses.filter((address) => figures.some((figure) => figure.address === address));
  if (used.length === 0) return [];
  const series = figures.map(({ address, ...chosen }, index): RunSeries => {
    return { series: index, source: used.indexOf(address), chosen };
  });
  const urls = used.map((address) => metricsUrl(baseUrl, address));
  await freezeTargetSeries(ctx.db, { runId, addresses: urls, series });
  return urls.map((url, source) => ({
    ...{ runId, source, url },
    figures: series.filter((one) => one.source === source).flatMap(wantedOf),
  }));
}

function wantedOf({ series, chosen: { metric, way, fold } }: RunSeries) {
  const parsed = parseSelector(metric);
  return parsed.ok ? [{ series, way, fold, selector: parsed.selector }] : [];
}

type SourceOptions = Address & { ctx: Ctx; resolve(url: string): Promise<Resolved>; leaving: AbortSignal };

/** One address, read by itself: one that hangs delays no other, and is not read twice at once. */
class Source {
  settled: Promise<void> = Promise.resolve();
  readonly #options: SourceOptions;
  #door: MetricsDoor | null = null;
  #before: MetricsReading | null = null;
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #isTroubled = false;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  begin(everyMs: number): void {
    this.#timer = setInterval(() => this.#look(), everyMs);
    this.#look();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async close(): Promise<void> {
    await this.#door?.close();
  }

  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    this.settled = this.#lookOnce()
      .catch((error) => this.#complain(error))
      .finally(() => {
        this.#busy = false;
      });
  }

  async #lookOnce(): Promise<void> {
    const { ctx, runId, source, leaving } = this.#options;
    const at = ctx.now();
    const seen = await this.#read();
    if (leaving.aborted) return;
    const figures = this.#figuresOf("why" in seen ? null : seen);
    await insertReading(ctx.db, { runId, source, at, figures, why: "why" in seen ? seen.why : null });
    this.#isTroubled = false;
  }

  /** The place is checked and looked up once, and stays: where it cannot be found, it is looked for again. */
  async #read(): Promise<MetricsReading | { why: string }> {
    const { url, resolve, leaving, figures } = this.#options;
    if (this.#door === null) {
      const resolved = await resolve(url);
      if (!resolved.ok) return { why: neverAsked(resolved.sentence) };
      if (leaving.aborted) return { why: "the run has ended" };
      this.#door = openMetrics(url, resolved.addresses);
    }
    const read = await this.#door.read(leaving);
    const tickMs = performance.now();
    if (!read.ok) return read;
    const names = new Set(figures.map(({ selector }) => selector.name));
    const parsed: Exposition | { why: string } = parseExposition(read.text, (name) => names.has(name));
    return "why" in parsed ? { why: `its answer is no metrics: ${parsed.why}` } : { tickMs, samples: parsed.samples };
  }

  #figuresOf(now: MetricsReading | null): { series: number; value: number | null }[] {
    const before = this.#before;
    this.#before = now;
    return this.#options.figures.flatMap((wanted) => {
      const value = now === null ? null : figureOf(wanted, now, before);
      return value === "first" ? [] : [{ series: wanted.series, value }];
    });
  }

  /** Said once until it works again. */
  #complain(error: unknown): void {
    if (!this.#isTroubled) logFault("a reading of the target's own figures was not stored", error);
    this.#isTroubled = true;
  }
}

async function atMostHalfASecond(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 500);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
