import type { MessageKind, MessageParser, MessageSink } from "#lib/platform/llhttp/message-parser.ts";
import type { Answer, Exchange, NotCompared } from "../../core/exchange.ts";
import { madeIds, textOfToken } from "../../core/id-map.ts";
import { headerOf } from "../../core/read-body.ts";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import type { CaptureBudget } from "./body-capture.ts";
import { Candidate, type Copy } from "./candidate.ts";
import type { Outcome } from "./candidate-connection.ts";
import { CandidateLogin } from "./candidate-login.ts";
import { type Asking, candidateRequest } from "./candidate-request.ts";
import { credentialValue } from "./credential-value.ts";
import type { IdTranslator } from "./id-translator.ts";
import { LostWrites } from "./lost-writes.ts";
import { changedBy, type Effect, isWrite, usesOf } from "./mirror-plan.ts";
import { type CheckedAddress, doorOf } from "./upstream-door.ts";
import type { Observed } from "./watch.ts";

/** Makes an exchange of what was observed: asks the new system and the twin the same, each for itself. */

type Options = {
  config: MirrorConfig;
  ids: IdTranslator;
  budget: CaptureBudget;
  makeParser(kind: MessageKind, sink: MessageSink): MessageParser;
  /** Writes that did not arrive, known from before. */
  lost?: LostWrites;
};

type System = { candidate: Candidate; asking: Asking; checked: CheckedAddress; login: CandidateLogin | null };

/** An exchange under way: for how many answers it still waits, and what came of it so far. One object, and no functions of its own but those that
 *  are told: each is made for every request. */
type Open = {
  observed: Observed;
  id: string;
  record(exchange: Exchange): void;
  left: number;
  candidate: Outcome | { why: NotCompared };
  twin: Answer | null;
  /** It is about something that an earlier write should have changed. */
  touched: boolean;
};

/** An answer is given up here, or at four times legacy's. */
const leastCutBytes = 256 * 1024;
/** What an exchange costs beside its bodies. */
const headBytes = 2_048;
/** An answer is looked through for the id of what it made up to here: clients wait meanwhile. */
const mostReadBytes = 16 * 1024;

export class Exchanger {
  readonly #options: Options;
  readonly #candidate: System | null;
  readonly #twin: System | null;
  readonly #lost: LostWrites;
  #open = 0;
  #retired = false;

  /** Throws a sentence when a credential is not where the configuration says. */
  constructor(options: Options) {
    this.#options = options;
    this.#lost = options.lost ?? new LostWrites();
    this.#candidate = this.#system(options.config.candidate);
    this.#twin = this.#system(options.config.twin);
  }

  #system(upstream: MirrorConfig["candidate"]): System | null {
    if (upstream === null) return null;
    const { makeParser, budget, config } = this.#options;
    const door = doorOf(upstream.url, config.ca);
    const headers = upstream.headers.map(
      ({ header, value }) => [header.toLowerCase(), credentialValue(value)] as const,
    );
    const { host } = new URL(upstream.url);
    const connection = { upstream: door, makeParser, budget };
    const candidate: Candidate = new Candidate({
      ...connection,
      captureBytes: () => config.captureBytes,
      isReady: () => login === null || login.token !== null,
    });
    const login =
      upstream.login === undefined
        ? null
        : new CandidateLogin({ login: upstream.login, host, connection, onReady: () => candidate.wake() });
    const asking = { host, headers, passCredentials: upstream.passCredentials };
    return { checked: door.checked, candidate, asking, login };
  }

  /** Rejects with a sentence when a system's address is one that nothing is ever sent to. */
  async check(): Promise<void> {
    await Promise.all([this.#candidate?.checked.check(), this.#twin?.checked.check()]);
  }

  /** `record` is told once, when both have answered or will not. */
  exchange(observed: Observed, id: string, record: (exchange: Exchange) => void): void {
    const left = this.#twin === null || isWrite(observed.method) ? 1 : 2;
    const open: Open = { observed, id, record, left, candidate: { why: "dropped" }, twin: null, touched: false };
    this.#open++;
    this.#ask(this.#candidate, { observed, id, ids: this.#options.ids }, (outcome) => {
      open.candidate = outcome;
      open.touched = this.#isTouched(observed);
      if ("answer" in outcome) this.#learn(observed, outcome.answer);
      else this.#missed(observed, outcome.why);
      this.#done(open);
    });
    if (left < 2) return;
    this.#ask(this.#twin, { observed, id, ids: null }, (outcome) => {
      open.twin = "answer" in outcome ? outcome.answer : null;
      this.#done(open);
    });
  }

  #done(open: Open): void {
    if (--open.left > 0) return;
    this.#open--;
    const exchange = exchangeOf(open);
    open.record(open.touched && exchange.notCompared === null ? { ...exchange, notCompared: "lost-write" } : exchange);
    if (this.#retired) this.#closeWhenDone();
  }

  /** Asked before a read is sent, and after a write: what was lost stays so when more is written. */
  #isTouched(observed: Observed): boolean {
    if (this.#lost.size === 0) return false;
    return this.#lost.touches(observed, { entities: this.#entitiesOf(observed), nowMs: performance.now() });
  }

  #entitiesOf(observed: Observed): string[] {
    try {
      return this.#options.ids.entitiesOf(observed);
    } catch {
      return [];
    }
  }

  #missed(observed: Observed, why: NotCompared): void {
    // An answer that was too large was given all the same.
    if (isWrite(observed.method) && why !== "too-large" && why !== "not-mirrored") this.lose(observed);
  }

  /** A write that the new system should have got, and did not. */
  lose(observed: Observed): void {
    const entities = this.#entitiesOf(observed);
    this.#lost.add(changedBy(effectOf(observed), { entities, madeIds: idsMadeBy(observed) }), performance.now());
  }

  /** What the bodies say is not ours to trust: whatever it breaks ends here. */
  #learn(observed: Observed, answer: Answer): void {
    try {
      this.#options.ids.learn(observed, answer);
    } catch {
      // Unlearnt: later requests for it are not comparable.
    }
  }

  #ask(
    system: System | null,
    { observed, id, ids }: { observed: Observed; id: string; ids: IdTranslator | null },
    onOutcome: (outcome: Outcome | { why: NotCompared }) => void,
  ): void {
    if (system === null) {
      onOutcome({ why: "not-mirrored" });
      return;
    }
    const { legacy, requestBody, method } = observed;
    let token: string | null = null;
    system.candidate.offer({
      isWrite: isWrite(method),
      heldBytes: headBytes + requestBody.length + (legacy?.body.bytes?.length ?? 0),
      uses: usesOf(effectOf(observed), ids?.entitiesOf(observed) ?? []),
      makeCopy: () => {
        if (ids !== null && !isWrite(method) && this.#isTouched(observed)) return "lost-write";
        token = system.login?.token ?? null;
        return copyOf(observed, { id, ids, asking: askingNow(system) });
      },
      onOutcome: (outcome) => onOutcome(isRefused(system, outcome, token) ? { why: "no-answer" } : outcome),
    });
  }

  figures() {
    return { candidate: figuresOf(this.#candidate), twin: figuresOf(this.#twin) };
  }

  /** Another one takes over: what is under way is finished, then the connections go. */
  retire(): void {
    this.#retired = true;
    this.#closeWhenDone();
  }

  #closeWhenDone(): void {
    if (this.#open === 0) this.close();
  }

  close(): void {
    for (const system of [this.#candidate, this.#twin]) {
      system?.login?.close();
      system?.candidate.close();
    }
  }
}

function figuresOf(system: System | null) {
  return system === null ? null : { ...system.candidate.figures, login: system.login?.figures ?? null };
}

function askingNow({ asking, login }: System): Asking {
  const header = login?.header ?? null;
  return header === null ? asking : { ...asking, headers: [...asking.headers, header] };
}

/** An answer that only says that our login has run out says nothing of the new system. */
function isRefused({ login }: System, outcome: Outcome | { why: NotCompared }, token: string | null): boolean {
  return login !== null && "answer" in outcome && outcome.answer.status === 401 && login.refused(token);
}

function effectOf({ method, target, legacy }: Observed): Effect {
  const madeAt = legacy === null || !isWrite(method) ? null : headerOf(legacy.headers, "location");
  return { method, target, madeAt };
}

/** Where no rule says so: the member `id` of what legacy answered. */
function idsMadeBy({ method, legacy }: Observed): string[] {
  if (method !== "POST" || legacy === null || legacy.body.length > mostReadBytes) return [];
  const plain = { name: "", method, template: "", makes: [{ type: "", path: "$.id" }], uses: [] };
  try {
    return madeIds(plain, legacy).map(({ token }) => textOfToken(token));
  } catch {
    return [];
  }
}

function copyOf(
  observed: Observed,
  { id, ids, asking }: { id: string; ids: IdTranslator | null; asking: Asking },
): Copy | "unmapped-id" {
  const { method, target, requestHeaders: headers, requestBody, legacy } = observed;
  const asked = ids === null ? { target, body: requestBody.bytes } : ids.translate(observed);
  if (asked === "unmapped-id") return asked;
  const bytes = candidateRequest({ method, headers, ...asked }, { asking, id });
  return { method, bytes, cutBytes: Math.max(leastCutBytes, 4 * (legacy?.body.length ?? 0)) };
}

function exchangeOf({ observed: { starved: _, ...asked }, id, candidate: outcome, twin }: Open): Exchange {
  if (!("answer" in outcome)) return { id, ...asked, candidate: null, twin, notCompared: outcome.why };
  const tooLarge = outcome.answer.body.bytes === null || asked.legacy?.body.bytes === null;
  return { id, ...asked, candidate: outcome.answer, twin, notCompared: tooLarge ? "too-large" : null };
}
