import { v7 as uuidv7 } from "uuid";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import type { Exchange, NotCompared } from "../../core/exchange.ts";
import { emptyIdMap, type IdMap } from "../../core/id-map.ts";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import { CaptureBudget } from "./body-capture.ts";
import { Exchanger } from "./exchanger.ts";
import { idTranslator } from "./id-translator.ts";
import { emptyCounts, type MirrorCounts } from "./mirror-counts.ts";
import { isWrite, mirrorPlan } from "./mirror-plan.ts";
import { type Address, startTap, type Tap } from "./tap.ts";
import { type Observed, watchConnection } from "./watch.ts";

/** The mirror: a tap before legacy, copies to the new system, exchanges to the recorder. Its configuration changes while it runs. */

export type MirrorOptions = {
  config: MirrorConfig;
  /** Gets each exchange as it was: secrets are taken out by the recorder, before anything leaves its process. */
  record(exchange: Exchange): void;
  /** What the two systems call the same things: learnt from here on, beside what is known already. */
  ids?: IdMap;
  onWatcherBroken?(error: unknown): void;
};

export type Mirror = {
  address(): Address;
  /** Rejects with a sentence when the new configuration cannot be used; the old one then goes on. Connections stay. */
  apply(config: MirrorConfig): Promise<void>;
  figures(): MirrorFigures;
  /** See `Tap.drain`. */
  drain(ms: number): Promise<void>;
};

type MirrorFigures = MirrorCounts & {
  connections: number;
  openConnections: number;
  captureBytesFree: number;
  candidate: ReturnType<Exchanger["figures"]>["candidate"];
};

/** Over all connections, for bodies that are under way or being compared. */
const captureBudgetBytes = 32 * 1024 * 1024;

/** Rejects when the address cannot be listened on. */
export async function startMirror(options: MirrorOptions): Promise<Mirror> {
  const mirror = new RunningMirror(options);
  await mirror.listen();
  return mirror;
}

class RunningMirror implements Mirror {
  readonly #options: MirrorOptions;
  readonly #budget = new CaptureBudget(captureBudgetBytes);
  readonly #makeParser = loadMessageParser();
  readonly #ids: IdMap;
  readonly #run = uuidv7();
  readonly #counts = emptyCounts();
  #config: MirrorConfig;
  #legacy: Address;
  #plan: ReturnType<typeof mirrorPlan>;
  #exchanger: Exchanger;
  #taps: Tap[] = [];

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#ids = options.ids ?? emptyIdMap();
    this.#config = options.config;
    this.#legacy = addressOf(options.config.legacy);
    this.#plan = mirrorPlan(options.config);
    this.#exchanger = this.#makeExchanger(options.config);
  }

  #makeExchanger(config: MirrorConfig): Exchanger {
    return new Exchanger({
      config,
      ids: idTranslator(config.endpoints, this.#ids),
      budget: this.#budget,
      makeParser: this.#makeParser,
    });
  }

  async listen(): Promise<void> {
    this.#taps.push(await this.#startTap(this.#config.listen));
  }

  #startTap(listen: Address): Promise<Tap> {
    return startTap({
      listen,
      legacy: () => this.#legacy,
      watch: () => this.#watch(),
      onWatcherBroken: (error) => {
        this.#counts.connectionsNotObserved++;
        this.#options.onWatcherBroken?.(error);
      },
    });
  }

  #watch() {
    return watchConnection({
      makeParser: this.#makeParser,
      budget: this.#budget,
      captureBytes: () => (this.#config.mirroring ? this.#config.captureBytes : 0),
      onObserved: (observed) => this.#observed(observed),
      onNotObserved: (why) => {
        this.#counts.connectionsNotObserved++;
        if (why === "upgraded") this.#counts.upgraded++;
      },
      onAbandoned: (requests) => {
        this.#counts.abandoned += requests;
      },
    });
  }

  #observed(observed: Observed): void {
    if (!this.#config.mirroring) return;
    this.#counts.observed++;
    // Drawing random bytes for each would cost as much as parsing.
    const id = `${this.#run}.${this.#counts.observed}`;
    const why = this.#whyNotAsked(observed);
    if (why !== null) this.#record(slim(exchangeOf(observed, id, why)));
    else this.#exchanger.exchange(observed, id, (exchange) => this.#record(exchange));
  }

  #whyNotAsked(observed: Observed): NotCompared | null {
    if (observed.legacy === null) return "legacy-failed";
    if (this.#config.candidate === null || !this.#plan(observed, Math.random())) return "not-mirrored";
    if (observed.starved) return "dropped";
    if (observed.requestBody.bytes === null) return "too-large";
    // A write is sent all the same: what it changes is asked for later.
    return observed.legacy.body.bytes === null && !isWrite(observed.method) ? "too-large" : null;
  }

  #record(exchange: Exchange): void {
    if (exchange.notCompared === null) this.#counts.comparable++;
    else this.#counts.notCompared[exchange.notCompared] = (this.#counts.notCompared[exchange.notCompared] ?? 0) + 1;
    this.#options.record(exchange);
  }

  address(): Address {
    return this.#taps.at(-1)?.address ?? this.#config.listen;
  }

  async apply(config: MirrorConfig): Promise<void> {
    const [legacy, exchanger] = [addressOf(config.legacy), this.#makeExchanger(config)];
    const { host, port } = this.#config.listen;
    if (config.listen.host !== host || config.listen.port !== port) {
      const before = this.#taps.at(-1);
      this.#taps.push(await this.#startTap(config.listen));
      before?.stopListening();
    }
    this.#exchanger.retire();
    this.#exchanger = exchanger;
    this.#config = config;
    this.#legacy = legacy;
    this.#plan = mirrorPlan(config);
  }

  figures(): MirrorFigures {
    const sum = (of: (tap: Tap) => number) => this.#taps.reduce((total, tap) => total + of(tap), 0);
    return {
      ...this.#counts,
      connections: sum((tap) => tap.connections()),
      openConnections: sum((tap) => tap.open()),
      captureBytesFree: this.#budget.left,
      candidate: this.#exchanger.figures().candidate,
    };
  }

  async drain(ms: number): Promise<void> {
    await Promise.all(this.#taps.map((tap) => tap.drain(ms)));
    this.#exchanger.close();
  }
}

function addressOf(url: string): Address {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80) };
}

function exchangeOf(observed: Observed, id: string, notCompared: NotCompared): Exchange {
  const { starved: _, ...asked } = observed;
  return { id, ...asked, candidate: null, twin: null, notCompared };
}

/** What will not be compared is only counted: by endpoint, time and status. */
function slim(exchange: Exchange): Exchange {
  const { requestBody, legacy } = exchange;
  const bare = ({ length }: { length: number }) => ({ bytes: null, length });
  return {
    ...exchange,
    requestHeaders: [],
    requestBody: bare(requestBody),
    legacy: legacy && { ...legacy, headers: [], body: bare(legacy.body) },
  };
}
