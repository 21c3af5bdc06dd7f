import { type CompiledStep, compileScenario } from "../core/compile-scenario.ts";
import { checksOf, type PassStep } from "../core/pass.ts";
import type { PinnedTarget, RunPlan } from "../core/run.ts";
import { kindsOf, stepsOf } from "../core/scenario.ts";
import { addressOf, clientTarget } from "./client-target.ts";
import { httpClient } from "./http-client.ts";
import { type Seen, shown, VirtualUser, type Workplace } from "./virtual-user.ts";

/** One user of each kind, who goes through the steps in their order, so many times: nothing is drawn, everything is seen. */

export type Passes = {
  plan: RunPlan;
  target: PinnedTarget;
  /** Makes generated values unlike those of any other run. */
  runId: string;
  secrets: Readonly<Record<string, string>>;
  passes: number;
  /** Each step as soon as it has its answer, in order. */
  onStep(step: PassStep): void;
  /** At its end nothing more is sent; the request on its way is left alone. */
  signal: AbortSignal;
};

/** Resolves when all passes were gone through, or at the signal. Throws when the scenario cannot be carried out. */
export async function carryOutPasses(given: Passes): Promise<void> {
  const course = new Course(given);
  try {
    for (const [kind] of kindsOf(given.plan.scenario).entries()) await course.walk(kind);
  } finally {
    course.close();
  }
}

class Course {
  readonly #given: Passes;
  readonly #place: Workplace;
  #seen: Seen | null = null;
  #fault: string | null = null;
  #next = 0;
  readonly #ended: Promise<void>;

  constructor(given: Passes) {
    this.#given = given;
    this.#ended = new Promise((resolve) => given.signal.addEventListener("abort", () => resolve(), { once: true }));
    const { plan, target, secrets, runId } = given;
    const { timeouts, coldConnections, keepsCookies } = plan.scenario;
    const now = () => performance.now();
    this.#place = {
      compiled: compileScenario(plan.scenario, {
        ...{ seed: plan.seed, uniquePrefix: `${runId}p`, secrets, now: Date.now, data: plan.data },
      }),
      client: httpClient({ target: clientTarget(target), timeouts, cold: coldConnections, now, onRetry: () => {} }),
      recorder: nobody,
      now,
      ...addressOf(target, coldConnections),
      keepsCookies,
      secrets: Object.values(secrets),
      wantsExample: () => false,
      onExample: () => {},
      onSeen: (seen) => {
        this.#seen = seen;
      },
      onLevel: () => {},
      onFault: (sentence) => {
        this.#fault = sentence;
      },
    };
  }

  close(): void {
    this.#place.client.close();
  }

  /** The set-up, then the passes of one kind of users. */
  async walk(index: number): Promise<void> {
    const kind = this.#place.compiled.kinds[index];
    const steps = kindsOf(this.#given.plan.scenario)[index]?.mix.flatMap((entry) => entry.steps) ?? [];
    const user = new VirtualUser(this.#place, index, index);
    for (const step of kind?.setup ?? []) await this.#send(user, step, 0);
    for (let pass = 1; pass <= this.#given.passes; pass++)
      for (const place of steps) {
        const step = this.#place.compiled.steps[place];
        if (step !== undefined) await this.#send(user, step, pass);
      }
  }

  async #send(user: VirtualUser, step: CompiledStep, pass: number): Promise<void> {
    const { signal, onStep } = this.#given;
    if (signal.aborted) return;
    const place = this.#next++;
    if (!step.ready(user.state)) return onStep({ ...notReady, pass, place, step: step.name });
    this.#seen = null;
    const answered = user.sendAlone(step);
    // What cannot be written is never answered.
    if (this.#fault === null) await Promise.race([answered, this.#ended]);
    if (this.#fault !== null) throw new Error(this.#fault);
    if (this.#seen !== null) onStep({ ...this.#stepOf(this.#seen), pass, place });
  }

  #stepOf({ step, request, answer, secrets: known }: Seen): Omit<PassStep, "pass" | "place"> {
    const { status, body, error, detail, startedMs, endedAtMs } = { ...answer, startedMs: answer.sentAtMs };
    const failure = error === null || status > 0 ? null : detail;
    const own = stepsOf(this.#given.plan.scenario)[step.index];
    const checks = own === undefined ? [] : checksOf(own, { status, body: body ?? "", failure });
    const secrets = [...known, ...step.secretsIn(body ?? "")];
    return {
      ...{ step: step.name, status: status > 0 ? status : null, latencyMs: endedAtMs - startedMs },
      ...{
        holds: checks.every(({ holds }) => holds),
        checks: checks.map((one) => ({ ...one, found: hide(one.found) })),
      },
      request: shown(request, secrets),
      answer: shown(answer.raw ?? `HTTP status ${status || "none"}\n\n${body ?? detail}`, secrets),
    };

    function hide(found: string | null): string | null {
      return found === null ? null : shown(found, secrets);
    }
  }
}

const notReady: Omit<PassStep, "pass" | "place" | "step"> = {
  ...{ status: null, latencyMs: null, holds: false, request: "", answer: "" },
  checks: [{ says: "what it needs was remembered", holds: false, found: "no step before it has" }],
};

const nobody: Workplace["recorder"] = {
  at: () => {
    throw new Error("Nothing is counted in a pass.");
  },
  ended: () => {},
  late: () => {},
};
