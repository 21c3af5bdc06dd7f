import { type ChildProcess, spawn } from "node:child_process";
import type { Exchange } from "../../core/exchange.ts";
import { passExchange, settingsFrame } from "./exchange-frame.ts";
import { type Chunk, GatheringWriter } from "./gathering-writer.ts";
import { HeldChunks } from "./held-chunks.ts";
import type { RecorderFigures, RecorderSettings } from "./recorder.ts";

/** The mirror's side of its recorder: a process that it starts, feeds, and starts anew when it ends. It never waits for it. What one recorder
 *  had not put away when it died, the next one gets: exchanges have ids, so that none counts twice. */

export type RecorderLink = {
  record(exchange: Exchange): void;
  settle(settings: RecorderSettings): void;
  figures(): LinkFigures;
  /** Ends its input and resolves when it has put everything away, or after `ms`. */
  close(ms: number): Promise<void>;
};

type LinkFigures = {
  sent: number;
  /** Lost: the recorder was away for long, or too far behind. */
  notRecorded: number;
  restarts: number;
  recorder: RecorderFigures | null;
};

export type LinkOptions = {
  command: { file: string; args: readonly string[] };
  onLine(line: string): void;
};

const mostPendingBytes = 32 * 1024 * 1024;
const mostHeldBytes = 32 * 1024 * 1024;
const restartMs = 1_000;

/** Starts it at once. It reads frames from its standard input, and says its figures as one line of JSON at a time on its standard output. */
export function linkRecorder(options: LinkOptions): RecorderLink {
  return new Link(options);
}

class Link implements RecorderLink {
  readonly #options: LinkOptions;
  readonly #writer = new GatheringWriter((chunk) => this.#send(chunk));
  readonly #held = new HeldChunks(mostHeldBytes, (slab) => this.#writer.reuse(slab));
  #child: ChildProcess | null = null;
  /** Exchanges that were put away, or lost, before the first one that this child got. */
  #before = 0;
  #settings: RecorderSettings = { redaction: [], endpoints: [] };
  #taken = 0;
  #tooFarBehind = 0;
  #lost = 0;
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
    this.#timer = null;
    this.#restarts++;
    // A group of its own: Ctrl-C is for the mirror, which ends it in order.
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"], detached: true });
    child.stdin.on("error", () => {});
    child.on("error", () => {});
    readLines(child, (line) => this.#onLine(line));
    child.once("close", () => this.#ended());
    const { chunks, from, lost } = this.#held.restart();
    this.#child = child;
    this.#before = from;
    this.#lost += lost;
    child.stdin.write(settingsFrame(this.#settings));
    for (const { bytes } of chunks) child.stdin.write(bytes);
  }

  #send(chunk: Chunk): void {
    this.#held.add(chunk);
    if (this.#child?.stdin?.writable) this.#child.stdin.write(chunk.bytes);
  }

  #onLine(line: string): void {
    try {
      const figures: RecorderFigures = JSON.parse(line);
      this.#figures = figures;
      this.#held.putAway(this.#before + figures.putAway);
    } catch {
      this.#options.onLine(line);
    }
  }

  #ended(): void {
    this.#child = null;
    if (this.#closing) this.#onGone();
    else this.#timer = setTimeout(() => this.#start(), restartMs);
  }

  record(exchange: Exchange): void {
    if ((this.#child?.stdin?.writableLength ?? 0) > mostPendingBytes) {
      this.#tooFarBehind++;
      return;
    }
    this.#taken++;
    passExchange(this.#writer, exchange);
  }

  settle({ redaction, endpoints }: RecorderSettings): void {
    const settings = { redaction, endpoints };
    this.#settings = settings;
    this.#writer.flush();
    if (this.#child?.stdin?.writable) this.#child.stdin.write(settingsFrame(settings));
  }

  figures(): LinkFigures {
    const counts = { sent: this.#taken - this.#lost, notRecorded: this.#tooFarBehind + this.#lost };
    return { ...counts, restarts: this.#restarts, recorder: this.#figures };
  }

  async close(ms: number): Promise<void> {
    this.#closing = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#writer.flush();
    if (this.#child === null && !this.#held.isEmpty) this.#start();
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => {
      this.#onGone = resolve;
    });
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
