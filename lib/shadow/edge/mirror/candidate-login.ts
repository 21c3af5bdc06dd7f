import { Buffer } from "node:buffer";
import type { Answer } from "../../core/exchange.ts";
import type { MirrorConfig } from "../../input/mirror-config.ts";
import { CandidateConnection, type ConnectionOptions, type Outcome } from "./candidate-connection.ts";
import { isHeaderValue, keptText, placeOfKept } from "./credential-value.ts";

/** Logs in to the new system by a request of the mirror's own, and keeps the token that it answers. Never with anything of a client's. */

type LoginConfig = NonNullable<NonNullable<MirrorConfig["candidate"]>["login"]>;

type Options = {
  login: LoginConfig;
  /** `host:port` as the system is called. */
  host: string;
  connection: Omit<ConnectionOptions, "connectMs" | "wholeMs">;
  /** There is a token again. */
  onReady(): void;
  /** A token that is refused when it is younger than this was not refused for its age. */
  leastAgeMs?: number;
};

const limits = { connectMs: 2_000, wholeMs: 10_000 };
const mostAnswerBytes = 256 * 1024;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
const usualLeastAgeMs = 5_000;

export class CandidateLogin {
  readonly #options: Options;
  #token: string | null = null;
  #tokenAtMs = 0;
  #connection: CandidateConnection | null = null;
  #pauseMs = firstPauseMs;
  #later: NodeJS.Timeout | null = null;
  #lastFailure: string | null = null;
  #closed = false;

  /** Throws a sentence when what it logs in with is not where the configuration says. Logs in at once. */
  constructor(options: Options) {
    this.#options = options;
    const { body } = options.login;
    if (!keptText(body)) throw new Error(`A login's body should be in ${placeOfKept(body)}, which is not there.`);
    this.#ask();
  }

  /** Null until there is one: nothing is asked of the system before. */
  get token(): string | null {
    return this.#token;
  }

  get header(): readonly [name: string, value: string] | null {
    const { header, prefix } = this.#options.login;
    return this.#token === null ? null : [header.toLowerCase(), prefix + this.#token];
  }

  get figures() {
    return { loggedIn: this.#token !== null, lastFailure: this.#lastFailure };
  }

  /** The system refused (401) what was asked with `token`. True: it was refused for its age, and a new one is on its way. */
  refused(token: string | null): boolean {
    if (token === null || token !== this.#token) return true;
    if (performance.now() - this.#tokenAtMs < (this.#options.leastAgeMs ?? usualLeastAgeMs)) return false;
    this.#token = null;
    this.#ask();
    return true;
  }

  #ask(): void {
    if (this.#connection !== null || this.#closed) return;
    this.#later = null;
    const body = keptText(this.#options.login.body);
    if (!body) {
      this.#failed(`${placeOfKept(this.#options.login.body)} is not there`);
      return;
    }
    const connection = new CandidateConnection({ ...this.#options.connection, ...limits });
    this.#connection = connection;
    const ask = {
      method: "POST",
      bytes: this.#request(body),
      captureBytes: mostAnswerBytes,
      cutBytes: mostAnswerBytes,
    };
    connection.ask(ask, (outcome) => {
      this.#connection = null;
      connection.close();
      this.#told(outcome);
    });
  }

  #request(text: string): Buffer {
    const { login, host } = this.#options;
    const body = Buffer.from(text);
    const lines = [
      `POST ${login.path} HTTP/1.1`,
      `host: ${host}`,
      `content-type: ${login.contentType}`,
      "accept: application/json",
      `content-length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
  }

  #told(outcome: Outcome): void {
    if (this.#closed) return;
    const token = "answer" in outcome ? tokenIn(outcome.answer, this.#options.login.token) : null;
    if (token !== null) this.#succeeded(token);
    else if (!("answer" in outcome)) this.#failed(`the login was not answered (${outcome.why})`);
    else this.#failed(`the login was answered with ${outcome.answer.status} and without ${this.#options.login.token}`);
  }

  #succeeded(token: string): void {
    this.#token = token;
    this.#tokenAtMs = performance.now();
    this.#pauseMs = firstPauseMs;
    this.#lastFailure = null;
    this.#options.onReady();
  }

  #failed(why: string): void {
    this.#lastFailure = why;
    this.#later = setTimeout(() => this.#ask(), this.#pauseMs);
    this.#later.unref();
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }

  close(): void {
    this.#closed = true;
    if (this.#later !== null) clearTimeout(this.#later);
    this.#connection?.close();
  }
}

/** The text or number at a path such as `$.data.token`; null when the answer is no success or has none that can stand in a header. */
function tokenIn({ status, body }: Answer, path: string): string | null {
  if (status < 200 || status > 299 || body.bytes === null) return null;
  try {
    let value: unknown = JSON.parse(Buffer.from(body.bytes).toString("utf8"));
    for (const name of path.split(".").slice(1))
      value = Object.hasOwn(Object(value), name) ? Object(value)[name] : null;
    const token = typeof value === "number" ? String(value) : value;
    return typeof token === "string" && token !== "" && isHeaderValue(token) ? token : null;
  } catch {
    return null;
  }
}
