import type { MessageKind, MessageParser, MessageSink } from "#lib/platform/llhttp/message-parser.ts";
import type { Answer, Exchange, NotCompared } from "../../core/exchange.ts";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import type { CaptureBudget } from "./body-capture.ts";
import { Candidate, type Copy } from "./candidate.ts";
import type { Outcome } from "./candidate-connection.ts";
import { type Asking, candidateRequest } from "./candidate-request.ts";
import { credentialValue } from "./credential-value.ts";
import type { IdTranslator } from "./id-translator.ts";
import { isWrite, usesOf } from "./mirror-plan.ts";
import type { Observed } from "./watch.ts";

/** Makes an exchange of what was observed: asks the new system and the twin the same, each for itself. */

type Options = {
  config: MirrorConfig;
  ids: IdTranslator;
  budget: CaptureBudget;
  makeParser(kind: MessageKind, sink: MessageSink): MessageParser;
};

type System = { candidate: Candidate; asking: Asking };

/** An answer is given up here, or at four times legacy's. */
const leastCutBytes = 256 * 1024;
/** What an exchange costs beside its bodies. */
const headBytes = 2_048;

export class Exchanger {
  readonly #options: Options;
  readonly #candidate: System | null;
  readonly #twin: System | null;
  #open = 0;
  #retired = false;

  /** Throws a sentence when a credential is not where the configuration says. */
  constructor(options: Options) {
    this.#options = options;
    this.#candidate = this.#system(options.config.candidate);
    this.#twin = this.#system(options.config.twin);
  }

  #system(upstream: MirrorConfig["candidate"]): System | null {
    if (upstream === null) return null;
    const { makeParser, budget, config } = this.#options;
    const { protocol, hostname, host, port } = new URL(upstream.url);
    const tls = protocol === "https:";
    const address = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (tls ? 443 : 80)), tls };
    const headers = upstream.headers.map(
      ({ header, value }) => [header.toLowerCase(), credentialValue(value)] as const,
    );
    return {
      candidate: new Candidate({ upstream: address, makeParser, budget, captureBytes: () => config.captureBytes }),
      asking: { host, headers, passCredentials: upstream.passCredentials },
    };
  }

  /** `record` is told once, when both have answered or will not. */
  exchange(observed: Observed, id: string, record: (exchange: Exchange) => void): void {
    let [candidate, twin]: [Outcome | { why: NotCompared } | null, Answer | null] = [null, null];
    let left = this.#twin === null || isWrite(observed.method) ? 1 : 2;
    this.#open++;
    const done = () => {
      if (--left > 0) return;
      this.#open--;
      record(exchangeOf(observed, { id, outcome: candidate ?? { why: "dropped" }, twin }));
      if (this.#retired) this.#closeWhenDone();
    };
    this.#ask(this.#candidate, { observed, id, ids: this.#options.ids }, (outcome) => {
      candidate = outcome;
      if ("answer" in outcome) this.#learn(observed, outcome.answer);
      done();
    });
    if (left < 2) return;
    this.#ask(this.#twin, { observed, id, ids: null }, (outcome) => {
      twin = "answer" in outcome ? outcome.answer : null;
      done();
    });
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
    system.candidate.offer({
      isWrite: isWrite(method),
      heldBytes: headBytes + requestBody.length + (legacy?.body.bytes?.length ?? 0),
      uses: usesOf(observed, ids?.entitiesOf(observed) ?? []),
      makeCopy: () => copyOf(observed, { id, ids, asking: system.asking }),
      onOutcome,
    });
  }

  figures() {
    return { candidate: this.#candidate?.candidate.figures ?? null, twin: this.#twin?.candidate.figures ?? null };
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
    this.#candidate?.candidate.close();
    this.#twin?.candidate.close();
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

function exchangeOf(
  { starved: _, ...asked }: Observed,
  { id, outcome, twin }: { id: string; outcome: Outcome | { why: NotCompared }; twin: Answer | null },
): Exchange {
  if (!("answer" in outcome)) return { id, ...asked, candidate: null, twin, notCompared: outcome.why };
  const tooLarge = outcome.answer.body.bytes === null || asked.legacy?.body.bytes === null;
  return { id, ...asked, candidate: outcome.answer, twin, notCompared: tooLarge ? "too-large" : null };
}
