import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { v7 as uuidv7 } from "uuid";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import type { Exchange, NotCompared } from "../../core/exchange.ts";
import { emptyIdMap, type IdMap } from "../../core/id-map.ts";
import { type Balancer, type Served, wroteWell } from "../../core/served-side.ts";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import { CaptureBudget } from "./body-capture.ts";
import { Exchanger } from "./exchanger.ts";
import { idTranslator } from "./id-translator.ts";
import { LostWrites } from "./lost-writes.ts";
import { emptyCounts, type MirrorCounts } from "./mirror-counts.ts";
import { isWrite, mirrorPlan, writePlan } from "./mirror-plan.ts";
import { ServedCounts, writeOf } from "./served.ts";
import { type Address, type Secure, startTap, type Tap } from "./tap.ts";
import { doorOf } from "./upstream-door.ts";
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
  served: Served | null;
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
  readonly #lost = new LostWrites();
  readonly #served = new ServedCounts();
  #config: MirrorConfig;
  #legacy: ReturnType<typeof doorOf>;
  #plan: ReturnType<typeof mirrorPlan>;
  #isOptedIn: ReturnType<typeof writePlan>;
  #exchanger: Exchanger;
  #taps: Tap[] = [];

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#ids = options.ids ?? emptyIdMap();
    this.#config = options.config;
    this.#legacy = doorOf(options.config.legacy, options.config.ca);
    this.#plan = mirrorPlan(options.config);
    this.#isOptedIn = writePlan(options.config);
    this.#exchanger = this.#makeExchanger(options.config);
    this.#served.watch(options.config.mirroring);
  }

  #makeExchanger(config: MirrorConfig): Exchanger {
    return new Exchanger({
      config,
      ids: idTranslator(config.endpoints, this.#ids),
      budget: this.#budget,
      makeParser: this.#makeParser,
      lost: this.#lost,
    });
  }

  async listen(): Promise<void> {
    await Promise.all([this.#legacy.checked.check(), this.#exchanger.check()]);
    this.#taps.push(await this.#startTap(this.#config));
  }

  #startTap({ listen, tls }: MirrorConfig): Promise<Tap> {
    return startTap({
      listen,
      secure: secureOf(tls),
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
    if (this.#config.balancer === null) this.#mirror(observed, id);
    else this.#behindBalancer(observed, id, this.#config.balancer);
  }

  #mirror(observed: Observed, id: string): void {
    const why = this.#whyNotAsked(observed);
    if (why !== null) {
      if (this.#config.candidate !== null && this.#isOptedIn(observed)) this.#exchanger.lose(observed);
      this.#record(slim(exchangeOf(observed, id, why)));
    } else this.#exchanger.exchange(observed, id, (exchange) => this.#record(exchange));
  }

  /** Nothing is copied or compared: both sides are counted, and writes that the new one took are recorded. */
  #behindBalancer(observed: Observed, id: string, balancer: Balancer): void {
    const side = this.#served.count(observed, balancer);
    if (side === "new" && wroteWell(observed.method, observed.legacy?.status ?? 0))
      this.#options.record(writeOf(observed, id));
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
    if ((config.balancer === null) !== (this.#config.balancer === null))
      throw new Error("Whether it stands in front of the balancer is changed with a new start.");
    const [legacy, exchanger] = [doorOf(config.legacy, config.ca), this.#makeExchanger(config)];
    await Promise.all([legacy.checked.check(), exchanger.check()]);
    await this.#listenAnew(config);
    this.#exchanger.retire();
    this.#exchanger = exchanger;
    this.#config = config;
    this.#served.watch(config.mirroring);
    this.#legacy = legacy;
    this.#plan = mirrorPlan(config);
    this.#isOptedIn = writePlan(config);
  }

  async #listenAnew(config: MirrorConfig): Promise<void> {
    const { listen, tls } = this.#config;
    const before = this.#taps.at(-1);
    // Where 0 was asked for, the port that it became is no other one.
    const samePort = [listen.port, this.address().port].includes(config.listen.port);
    if (config.listen.host !== listen.host || !samePort) {
      this.#taps.push(await this.#startTap(config));
      before?.stopListening();
      return;
    }
    if ((tls === null) !== (config.tls === null))
      throw new Error("TLS is switched on or off on another port, or with a new start.");
    const secure = secureOf(config.tls);
    if (secure !== null) before?.renew(secure);
  }

  figures(): MirrorFigures {
    const sum = (of: (tap: Tap) => number) => this.#taps.reduce((total, tap) => total + of(tap), 0);
    return {
      ...this.#counts,
      connections: sum((tap) => tap.connections()),
      openConnections: sum((tap) => tap.open()),
      captureBytesFree: this.#budget.left,
      candidate: this.#exchanger.figures().candidate,
      served: this.#config.balancer === null ? null : this.#served.figures(),
    };
  }

  async drain(ms: number): Promise<void> {
    await Promise.all(this.#taps.map((tap) => tap.drain(ms)));
    this.#exchanger.close();
  }
}

/** Throws a sentence when they are not there or do not fit each other. */
function secureOf(files: MirrorConfig["tls"]): Secure | null {
  if (files === null) return null;
  try {
    const secure = { key: readFileSync(files.keyFile), cert: readFileSync(files.certFile) };
    createSecureContext(secure);
    return secure;
  } catch {
    throw new Error(`The files ${files.certFile} and ${files.keyFile} should hold a certificate and its key (PEM).`);
  }
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
