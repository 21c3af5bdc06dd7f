import { Buffer } from "node:buffer";
import type { CompiledKind } from "../core/compile-kind.ts";
import { type CompiledScenario, type CompiledStep, createUser, type UserState } from "../core/compile-scenario.ts";
import { CookieJar } from "../core/cookie-jar.ts";
import { type ErrorExample, examplesPerKind, withoutSecrets } from "../core/example.ts";
import type { ErrorKind } from "../core/frame.ts";
import type { LevelStart } from "../core/level-fold.ts";
import { rememberedSecrets } from "../core/user-state.ts";
import type { FrameRecorder } from "./frame-recorder.ts";
import type { Connection, HttpClient } from "./http-client.ts";
import type { Answer, Exchange } from "./http-exchange.ts";

/** What all users of a thread work with. Times are ms from the run's start; before it they are negative. */
export type Workplace = {
  compiled: CompiledScenario;
  client: HttpClient;
  recorder: Pick<FrameRecorder, "at" | "ended" | "late">;
  now(): number;
  /** The target is asked by https. */
  isSecure: boolean;
  keepsCookies: boolean;
  /** Path of the target's address, without a slash at its end, and the header lines every request carries. */
  basePath: string;
  commonHeaders: string;
  secrets: readonly string[];
  /** Whether an example of this kind is still wanted: making one costs something. */
  wantsExample(kind: ErrorKind): boolean;
  onExample(example: ErrorExample): void;
  /** Told each request with its answer, whose body is then always read; null where nobody looks. Texts in it hold secrets as they are. */
  onSeen: ((seen: Seen) => void) | null;
  /** A level has ended, and this one begins; after the last, one beyond it. */
  onLevel(index: number, start: LevelStart): void;
  /** The scenario itself cannot be carried out: ends the run. */
  onFault(sentence: string): void;
};

export type Seen = { step: CompiledStep; request: string; answer: Answer; secrets: readonly string[] };

/** How much of a request or an answer is looked at for an example: replacing secrets in a whole large body would hold the thread up. */
const longestShown = 8_192;

/** Told when the answer was judged: what was wrong with it, or null. */
export type Done = (user: VirtualUser, wrong: string | null) => void;

export type SetUpFailure = { step: string; sentence: string };

/** `failure` as a sentence for people. */
export function setUpSentence({ step, sentence }: SetUpFailure): string {
  return `No virtual user could be set up. Step "${step}": ${sentence}`;
}

export const noStepReady =
  "No step of the mix can be drawn by a user who remembers nothing yet: give one a step without `needs`.";

/** One virtual user: a state of its own, one connection, one request at a time. It is its own exchange, so that a request costs no objects. */
export class VirtualUser implements Exchange {
  readonly state: UserState;
  request = "";
  method = "";
  readsBody = false;
  readonly #place: Workplace;
  readonly #connection: Connection;
  /** Made with the first cookie: most targets set none. */
  #jar: CookieJar | null = null;
  /** Of the request that is on its way, below the target's address. */
  #path = "/";
  /** The step that is on its way, since when, and the moment from which its latency counts. */
  #step: CompiledStep | null = null;
  #sentMs = 0;
  #dueMs = 0;
  #done: Done = () => {};
  #isSetUp = false;

  /** `kind`: its place among the scenario's kinds of users. */
  constructor(place: Workplace, number: number, kind: number) {
    this.#place = place;
    this.state = createUser(place.compiled, number, kind);
    this.#connection = place.client.connection();
  }

  get #kind(): CompiledKind | undefined {
    return this.#place.compiled.kinds[this.state.kind];
  }

  /** Draws a step of the mix and sends it; false when no step is ready for this user. */
  draw(dueMs: number, nowMs: number, done: Done): boolean {
    const drawn = this.#kind?.drawStep(this.state);
    if (drawn?.step == null) return false;
    const { step, redrawn } = drawn;
    if (redrawn > 0) this.#place.recorder.at(nowMs).redrawn += redrawn;
    this.#send(step, { dueMs, nowMs, done });
    return true;
  }

  #send(step: CompiledStep, { dueMs, nowMs, done }: { dueMs: number; nowMs: number; done: Done }): void {
    const request = this.#textOf(step);
    if (request === null) return;
    this.request = request;
    this.method = step.method;
    this.readsBody = step.readsBody || this.#place.onSeen !== null;
    this.#step = step;
    this.#sentMs = nowMs;
    this.#dueMs = Math.min(dueMs, nowMs);
    this.#done = done;
    this.#connection.send(this, nowMs);
  }

  #textOf(step: CompiledStep): string | null {
    const { basePath, commonHeaders, onFault } = this.#place;
    try {
      const path = step.path(this.state);
      this.#path = `${basePath}${path}`;
      const headers = step.headers(this.state);
      const body = step.body(this.state);
      const length = body === null ? lengthOfNone(step.method) : `content-length: ${Buffer.byteLength(body)}\r\n`;
      return `${step.method} ${basePath}${path} HTTP/1.1\r\n${commonHeaders}${headers}${this.#cookiesFor(step)}${length}\r\n${body ?? ""}`;
    } catch (error) {
      onFault(`The step "${step.name}" cannot be sent: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  }

  #cookiesFor({ setsCookie }: CompiledStep): string {
    return this.#jar === null || setsCookie ? "" : this.#jar.line(withoutQuery(this.#path), Date.now());
  }

  #keepCookies(cookies: readonly string[]): void {
    this.#jar ??= new CookieJar({ secure: this.#place.isSecure });
    for (const cookie of cookies) this.#jar.keep(cookie, withoutQuery(this.#path), Date.now());
  }

  onAnswer(answer: Answer): void {
    const step = this.#step;
    if (step === null) return;
    this.#step = null;
    if (answer.cookies.length > 0 && this.#place.keepsCookies) this.#keepCookies(answer.cookies);
    this.#place.onSeen?.({ step, request: this.request, answer, secrets: this.#secrets() });
    const wrong = answer.error === null ? step.judge(answer.status, answer.body ?? "", this.state) : failureOf(answer);
    this.#record(step, answer, wrong?.error ?? null);
    if (wrong !== null) {
      // What follows in a flow stands on what has failed.
      this.state.flow = [];
      this.#keepExample(step, answer, wrong);
    }
    this.#done(this, wrong === null ? null : wrong.detail);
  }

  #record(step: CompiledStep, { endedAtMs, sentAtMs, bytesIn, bytesOut }: Answer, error: ErrorKind | null): void {
    this.#place.recorder.ended(endedAtMs, {
      step: step.index,
      error,
      latencyMs: endedAtMs - this.#dueMs,
      serviceMs: endedAtMs - sentAtMs,
      bytesIn,
      bytesOut,
    });
  }

  #keepExample(step: CompiledStep, answer: Answer, { error, detail }: Wrong): void {
    const { onExample, wantsExample } = this.#place;
    if (!wantsExample(error)) return;
    const secrets = [...this.#secrets(), ...step.secretsIn(answer.body ?? "")];
    onExample({
      second: Math.max(0, Math.floor(answer.endedAtMs / 1000)),
      step: step.index,
      kind: error,
      detail: withoutSecrets(detail, secrets),
      request: shown(this.request, secrets),
      answer: shown(answer.raw ?? `HTTP status ${answer.status || "none"}\n\n${answer.body ?? ""}`, secrets),
    });
  }

  #secrets(): string[] {
    const { secrets, compiled } = this.#place;
    return [...secrets, ...rememberedSecrets(compiled.slots, this.state), ...(this.#jar?.secrets() ?? [])];
  }

  /** Runs the set-up steps in order, unless that was done; answers null, or which one failed. */
  async setUp(): Promise<SetUpFailure | null> {
    if (this.#isSetUp) return null;
    for (const step of this.#kind?.setup ?? []) {
      const wrong = await this.sendAlone(step);
      if (wrong !== null) return { step: step.name, sentence: wrong };
    }
    this.#isSetUp = true;
    return null;
  }

  /** Sends one step, and answers what was wrong with its answer, or null. */
  sendAlone(step: CompiledStep): Promise<string | null> {
    const nowMs = this.#place.now();
    return new Promise((resolve) => {
      this.#send(step, { dueMs: nowMs, nowMs, done: (_user, wrong) => resolve(wrong) });
    });
  }

  /** What is still on its way when the run is over: as slow as it has waited, at least. */
  abandon(atMs: number): void {
    const step = this.#step;
    this.#step = null;
    this.#connection.close();
    if (step === null) return;
    this.#place.recorder.ended(atMs, {
      step: step.index,
      error: "unfinished",
      latencyMs: Math.max(0, atMs - this.#dueMs),
      serviceMs: Math.max(0, atMs - this.#sentMs),
      bytesIn: 0,
      bytesOut: 0,
    });
  }
}

const withoutQuery = (path: string) => path.replace(/\?.*$/s, "");

type Wrong = { error: ErrorKind; detail: string };

function failureOf({ error, detail }: Answer): Wrong | null {
  return error === null ? null : { error, detail };
}

/** A text as an example keeps it: cut, with plain line ends and without secrets. */
export function shown(text: string, secrets: readonly string[]): string {
  return withoutSecrets(text.slice(0, longestShown).replaceAll("\r\n", "\n"), secrets);
}

const bodyMethods = new Set(["POST", "PUT", "PATCH"]);

function lengthOfNone(method: string): string {
  return bodyMethods.has(method) ? "content-length: 0\r\n" : "";
}

/** Takes the first three examples of each kind, so that a failing target costs little. */
export function exampleKeeper(pass: (example: ErrorExample) => void): Pick<Workplace, "wantsExample" | "onExample"> {
  const kept = new Map<ErrorKind, number>();
  return {
    wantsExample: (kind) => (kept.get(kind) ?? 0) < examplesPerKind,
    onExample: (example) => {
      kept.set(example.kind, (kept.get(example.kind) ?? 0) + 1);
      pass(example);
    },
  };
}
