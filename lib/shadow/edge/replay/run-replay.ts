import { setTimeout as wait } from "node:timers/promises";
import { loadMessageParser } from "#lib/platform/llhttp/message-parser.ts";
import type { Exchange, NotCompared } from "../../core/exchange.ts";
import { emptyIdMap, type IdMap } from "../../core/id-map.ts";
import type { Endpoint } from "../../core/rules.ts";
import { MirrorConfig } from "../../input/mirror-config.ts";
import type { LoggedRequest } from "../../input/replay-log.ts";
import { CaptureBudget } from "../mirror/body-capture.ts";
import { Exchanger } from "../mirror/exchanger.ts";
import { idTranslator } from "../mirror/id-translator.ts";
import { isWrite, mirrorPlan } from "../mirror/mirror-plan.ts";
import { unpackExchange } from "../mirror/unpack-body.ts";
import type { Observed } from "../mirror/watch.ts";
import { dueAfterMs, type Pace } from "./pace.ts";

/** Sends a recorded log: to the new system, whose answers are compared with the recorded ones, or to both systems as they are now. Ids are
 *  learnt on the way as the mirror does, from the log to legacy and from legacy to the new system. */

export type ReplaySystem = {
  /** Without a path. */
  url: string;
  /** Its own credentials, set in each request. */
  headers: { header: string; value: string }[];
};

export type ReplayOptions = {
  log: AsyncIterable<LoggedRequest>;
  candidate: ReplaySystem;
  /** Null: the recorded answers count as legacy's. */
  legacy: ReplaySystem | null;
  endpoints: readonly Endpoint[];
  /** Writes that are sent, `POST /lots`; `all`: every one. */
  writes: readonly string[] | "all";
  pace: Pace;
  /** Requests under way at once, 1 to 32. */
  atOnce: number;
  /** Names an exchange: the same log sent twice counts twice. */
  idOf(nth: number): string;
  record(exchange: Exchange): Promise<void>;
  /** What the two systems call the same things: filled on the way. */
  ids?: IdMap;
  signal?: AbortSignal;
};

export type ReplayFigures = {
  requests: number;
  /** Not sent: a write that is not opted in, or a request whose recorded answer is missing. */
  skippedWrites: number;
  withoutAnswer: number;
  recorded: number;
  /** The signal came before the log's end; what was under way then is recorded. */
  stopped: boolean;
  /** How far it fell behind the pace at most, ms. */
  behindMs: number;
};

const captureBytes = 1024 * 1024;
const budgetBytes = 64 * 1024 * 1024;

/** Answers when everything is sent and recorded; after the signal, when what is under way is. */
export async function runReplay(options: ReplayOptions): Promise<ReplayFigures> {
  return new Replay(options).run();
}

class Replay {
  readonly #options: ReplayOptions;
  readonly #figures: ReplayFigures = {
    ...{ requests: 0, skippedWrites: 0, withoutAnswer: 0, recorded: 0, behindMs: 0, stopped: false },
  };
  readonly #candidate: Exchanger;
  readonly #legacy: Exchanger | null;
  /** From the log's ids to those that legacy gives now. */
  readonly #now: ReturnType<typeof idTranslator>;
  readonly #isSent: (asked: { method: string; target: string }) => boolean;
  readonly #underWay = new Set<Promise<void>>();
  #failed: { error: unknown } | null = null;

  constructor(options: ReplayOptions) {
    this.#options = options;
    const { candidate, legacy, endpoints, writes, ids = emptyIdMap() } = options;
    const plan = mirrorPlan({ writes: writes === "all" ? [] : writes, sampling: { ratio: 1, endpoints: [] } });
    this.#isSent = (asked) => writes === "all" || !isWrite(asked.method) || plan(asked, 0);
    this.#now = idTranslator(endpoints, emptyIdMap());
    this.#candidate = exchangerTo(candidate, idTranslator(endpoints, ids));
    this.#legacy = legacy === null ? null : exchangerTo(legacy, this.#now);
  }

  async run(): Promise<ReplayFigures> {
    try {
      await this.#sendAll();
    } finally {
      // A log may end in a mistake: what was sent before is whole.
      await Promise.all(this.#underWay);
      this.#legacy?.close();
      this.#candidate.close();
    }
    if (this.#failed !== null) throw this.#failed.error;
    return this.#figures;
  }

  async #sendAll(): Promise<void> {
    const startedMs = performance.now();
    let firstAt: number | null = null;
    for await (const logged of this.#options.log) {
      firstAt ??= logged.at;
      await this.#turn(startedMs + dueAfterMs(this.#options.pace, { firstAt, at: logged.at }));
      this.#figures.stopped = this.#options.signal?.aborted === true;
      if (this.#failed !== null || this.#figures.stopped) return;
      this.#send(logged);
    }
  }

  /** Waits until it is due and there is room. */
  async #turn(dueMs: number): Promise<void> {
    const leftMs = dueMs - performance.now();
    if (leftMs > 0) await wait(leftMs, undefined, { signal: this.#options.signal }).catch(() => {});
    while (this.#underWay.size >= this.#options.atOnce) await Promise.race(this.#underWay);
    if (this.#options.pace !== null)
      this.#figures.behindMs = Math.max(this.#figures.behindMs, performance.now() - dueMs);
  }

  #send(logged: LoggedRequest): void {
    const nth = this.#figures.requests++;
    if (!this.#isSent(logged)) this.#figures.skippedWrites++;
    else if (logged.answer === null && this.#legacy === null) this.#figures.withoutAnswer++;
    else this.#follow(this.#exchange(logged, this.#options.idOf(nth)));
  }

  #follow(work: Promise<Exchange>): void {
    const whole = work
      .then((exchange) => this.#options.record(unpackExchange(exchange)))
      .then(
        () => {
          this.#figures.recorded++;
        },
        (error: unknown) => {
          this.#failed ??= { error };
        },
      )
      .finally(() => this.#underWay.delete(whole));
    this.#underWay.add(whole);
  }

  /** Both are offered in the order of the log; who waits for whom is the exchangers' own affair. */
  async #exchange(logged: LoggedRequest, id: string): Promise<Exchange> {
    const { at, method, target, headers, body, answer } = logged;
    const observed: Observed = {
      ...{ at: this.#legacy === null ? at : Date.now(), method, target, starved: false },
      ...{ requestHeaders: headers, requestBody: body, legacy: answer },
    };
    if (this.#legacy === null) return asked(this.#candidate, observed, id);
    const first = await asked(this.#legacy, observed, `${id}-legacy`);
    // As legacy was asked: with the ids that it gave now.
    const renamed = this.#now.translate(observed);
    if (renamed === "unmapped-id" || first.candidate === null)
      return { ...first, id, legacy: null, candidate: null, notCompared: lackOf(first) };
    const bytes = renamed.body ?? new Uint8Array(0);
    const requestBody = { bytes, length: bytes.length };
    return asked(this.#candidate, { ...observed, target: renamed.target, requestBody, legacy: first.candidate }, id);
  }
}

function lackOf({ notCompared }: Exchange): NotCompared {
  return notCompared === "unmapped-id" ? notCompared : "legacy-failed";
}

function asked(exchanger: Exchanger, observed: Observed, id: string): Promise<Exchange> {
  return new Promise((resolve) => exchanger.exchange(observed, id, resolve));
}

const loadedParser = loadMessageParser();

function exchangerTo({ url, headers }: ReplaySystem, ids: ReturnType<typeof idTranslator>): Exchanger {
  const config = MirrorConfig.parse({
    ...{ pilot: "replay", listen: { port: 0 }, legacy: "http://127.0.0.1", captureBytes },
    candidate: { url, headers, passCredentials: headers.length === 0 },
  });
  return new Exchanger({ config, ids, budget: new CaptureBudget(budgetBytes), makeParser: loadedParser });
}
