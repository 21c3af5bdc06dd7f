import { type CompiledScenario, type CompiledStep, createUser, type UserState } from "../core/compile-scenario.ts";
import { type ErrorExample, examplesPerKind, withoutSecrets } from "../core/example.ts";
import type { ErrorKind } from "../core/frame.ts";
import type { FrameRecorder } from "./frame-recorder.ts";
import type { Connection, HttpClient } from "./http-client.ts";
import type { Answer } from "./http-exchange.ts";

/** What all users of a thread work with. Times are ms from the run's start; before it they are negative. */
export type Workplace = {
  compiled: CompiledScenario;
  client: HttpClient;
  recorder: FrameRecorder;
  now(): number;
  /** Path of the target's address, without a slash at its end, and the header lines every request carries. */
  basePath: string;
  commonHeaders: string;
  secrets: readonly string[];
  /** Whether an example of this kind is still wanted: making one costs something. */
  wantsExample(kind: ErrorKind): boolean;
  onExample(example: ErrorExample): void;
  /** The scenario itself cannot be carried out: ends the run. */
  onFault(sentence: string): void;
};

/** A request on its way: `dueMs` is where its latency counts from. */
type OnItsWay = { step: CompiledStep; dueMs: number; sentMs: number; request: string };

/** Told what was wrong with the answer, or null. */
type Done = (wrong: string | null) => void;

export type SetUpFailure = { step: string; sentence: string };

/** `failure` as a sentence for people. */
export function setUpSentence({ step, sentence }: SetUpFailure): string {
  return `No virtual user could be set up. Step "${step}": ${sentence}`;
}

export const noStepReady =
  "No step of the mix can be drawn by a user who remembers nothing yet: give one a step without `needs`.";

/** One virtual user: a state of its own, one connection, one request at a time. */
export class VirtualUser {
  readonly state: UserState;
  readonly #place: Workplace;
  readonly #connection: Connection;
  #onItsWay: OnItsWay | null = null;
  #isSetUp = false;

  constructor(place: Workplace, number: number) {
    this.#place = place;
    this.state = createUser(place.compiled, number);
    this.#connection = place.client.connection();
  }

  /** Draws a step of the mix and sends it; false when no step is ready for this user. `done` is told when the answer was judged. */
  request(dueMs: number | null, done: Done): boolean {
    const { step, redrawn } = this.#place.compiled.drawStep(this.state);
    if (step === null) return false;
    const frame = this.#place.recorder.at(this.#place.now());
    frame.redrawn += redrawn;
    this.send(step, dueMs, done);
    return true;
  }

  send(step: CompiledStep, dueMs: number | null, done: Done): void {
    const request = this.#textOf(step);
    if (request === null) return;
    const sentMs = this.#place.now();
    this.#onItsWay = { step, dueMs: dueMs === null ? sentMs : Math.min(dueMs, sentMs), sentMs, request };
    this.#connection.send({
      request,
      method: step.method,
      readsBody: step.readsBody,
      onAnswer: (answer) => this.#answered(answer, done),
    });
  }

  #textOf(step: CompiledStep): string | null {
    const { basePath, commonHeaders, onFault } = this.#place;
    try {
      const path = step.path(this.state);
      const headers = step.headers(this.state);
      const body = step.body(this.state);
      const length = body === null ? lengthOfNone(step.method) : `content-length: ${Buffer.byteLength(body)}\r\n`;
      return `${step.method} ${basePath}${path} HTTP/1.1\r\n${commonHeaders}${headers}${length}\r\n${body ?? ""}`;
    } catch (error) {
      onFault(`The step "${step.name}" cannot be sent: ${error instanceof Error ? error.message : error}`);
      return null;
    }
  }

  #answered(answer: Answer, done: Done): void {
    const way = this.#onItsWay;
    if (way === null) return;
    this.#onItsWay = null;
    const wrong =
      answer.error === null
        ? way.step.judge(answer.status, answer.body ?? "", this.state)
        : { error: answer.error, detail: answer.detail };
    this.#record(way, answer, wrong?.error ?? null);
    if (wrong !== null) this.#keepExample(way, answer, wrong);
    done(wrong === null ? null : wrong.detail);
  }

  #record({ step, dueMs }: OnItsWay, answer: Answer, error: ErrorKind | null): void {
    const endedMs = answer.endedAtMs;
    this.#place.recorder.ended(endedMs, {
      step: step.index,
      error,
      latencyMs: endedMs - dueMs,
      serviceMs: endedMs - answer.sentAtMs,
      bytesIn: answer.bytesIn,
      bytesOut: answer.bytesOut,
    });
  }

  #keepExample(way: OnItsWay, answer: Answer, { error, detail }: { error: ErrorKind; detail: string }): void {
    const { onExample, wantsExample, compiled } = this.#place;
    if (!wantsExample(error)) return;
    const secrets = [...this.#place.secrets, ...rememberedSecrets(compiled.slots, this.state)];
    const shown = answer.raw ?? `HTTP status ${answer.status || "none"}\n\n${answer.body ?? ""}`;
    onExample({
      second: Math.max(0, Math.floor(answer.endedAtMs / 1000)),
      step: way.step.index,
      kind: error,
      detail: withoutSecrets(detail, secrets),
      request: withoutSecrets(way.request.replaceAll("\r\n", "\n"), secrets),
      answer: withoutSecrets(shown.replaceAll("\r\n", "\n"), secrets),
    });
  }

  /** Runs the set-up steps in order, unless that was done; answers null, or which one failed. */
  async setUp(): Promise<SetUpFailure | null> {
    if (this.#isSetUp) return null;
    for (const step of this.#place.compiled.setup) {
      const wrong = await new Promise<string | null>((resolve) => this.send(step, null, resolve));
      if (wrong !== null) return { step: step.name, sentence: wrong };
    }
    this.#isSetUp = true;
    return null;
  }

  /** What is still on its way when the run is over: as slow as it has waited, at least. */
  abandon(atMs: number): void {
    const way = this.#onItsWay;
    this.#onItsWay = null;
    this.#connection.close();
    if (way === null) return;
    this.#place.recorder.ended(atMs, {
      step: way.step.index,
      error: "unfinished",
      latencyMs: Math.max(0, atMs - way.dueMs),
      serviceMs: Math.max(0, atMs - way.sentMs),
      bytesIn: 0,
      bytesOut: 0,
    });
  }
}

const secretName = /token|secret|password|session|cookie|key|jwt|auth/i;

/** What a user remembers under a name that tells it is secret. */
function rememberedSecrets(slots: CompiledScenario["slots"], { memory }: UserState): string[] {
  return slots.flatMap(({ index, name, fields }) => {
    const entries = memory[index]?.entries ?? [];
    const isSecret = (place: number) => secretName.test(name) || secretName.test(fields?.[place] ?? "");
    return entries.flatMap((entry) => entry.filter((_, place) => isSecret(place)).map(String));
  });
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
