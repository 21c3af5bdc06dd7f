import { type ChildProcess, spawn } from "node:child_process";
import type { Exchange } from "../../core/exchange.ts";
import { passExchange, settingsFrame } from "./exchange-frame.ts";
import { GatheringWriter } from "./gathering-writer.ts";
import type { RecorderFigures, RecorderSettings } from "./recorder.ts";

/** The mirror's side of its recorder: a process that it starts, feeds, and starts anew when it ends. It never waits for it. */

export type RecorderLink = {
  record(exchange: Exchange): void;
  settle(settings: RecorderSettings): void;
  figures(): LinkFigures;
  /** Ends its input and resolves when it has put everything away, or after `ms`. */
  close(ms: number): Promise<void>;
};

type LinkFigures = {
  sent: number;
  /** Not sent: the recorder was away, or too far behind. */
  notRecorded: number;
  restarts: number;
  recorder: RecorderFigures | null;
};

export type LinkOptions = {
  command: { file: string; args: readonly string[] };
  onLine(line: string): void;
};

const mostPendingBytes = 32 * 1024 * 1024;
const restartMs = 1_000;

/** Starts it at once. It reads frames from its standard input, and says its figures as one line of JSON at a time on its standard output. */
export function linkRecorder(options: LinkOptions): RecorderLink {
  return new Link(options);
}

class Link implements RecorderLink {
  readonly #options: LinkOptions;
  #child: ChildProcess | null = null;
  #writer: GatheringWriter | null = null;
  #settings: RecorderSettings = { redaction: [], endpoints: [] };
  #sent = 0;
  #notRecorded = 0;
  #restarts = -1;
  #figures: RecorderFigures | null = null;
  #closing = false;
  #timer: NodeJS.Timeout | null = null;
  #onGone: () => void = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#start();
  }

  #start(): void {
    const { file, args } = this.#options.command;
    this.#restarts++;
    // A group of its own: Ctrl-C is for the mirror, which ends it in order.
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    this.#child = child;
    child.stdin.on("error", () => {});
    child.on("error", () => {});
    readLines(child, (line) => this.#onLine(line));
    child.once("close", () => this.#ended(child));
    this.#writer = new GatheringWriter(child.stdin);
    this.#writer.writeAlone(settingsFrame(this.#settings));
  }

  #onLine(line: string): void {
    try {
      this.#figures = JSON.parse(line);
    } catch {
      this.#options.onLine(line);
    }
  }

  #ended(child: ChildProcess): void {
    if (this.#child === child) {
      this.#child = null;
      this.#writer = null;
    }
    if (this.#closing) this.#onGone();
    else this.#timer = setTimeout(() => this.#start(), restartMs);
  }

  record(exchange: Exchange): void {
    const input = this.#child?.stdin;
    if (!input?.writable || input.writableLength > mostPendingBytes) {
      this.#notRecorded++;
      return;
    }
    this.#sent++;
    if (this.#writer !== null) passExchange(this.#writer, exchange);
  }

  settle({ redaction, endpoints }: RecorderSettings): void {
    const settings = { redaction, endpoints };
    this.#settings = settings;
    if (this.#child?.stdin?.writable) this.#writer?.writeAlone(settingsFrame(settings));
  }

  figures(): LinkFigures {
    const counts = { sent: this.#sent, notRecorded: this.#notRecorded, restarts: this.#restarts };
    return { ...counts, recorder: this.#figures };
  }

  async close(ms: number): Promise<void> {
    this.#closing = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => {
      this.#onGone = resolve;
    });
    this.#writer?.flush();
    child.stdin?.end();
    const hard = setTimeout(() => child.kill("SIGKILL"), ms);
    await gone;
    clearTimeout(hard);
  }
}

function readLines(child: ChildProcess, use: (line: string) => void): void {
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) use(line);
  });
}
