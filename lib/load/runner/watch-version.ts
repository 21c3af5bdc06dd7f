import type { Ctx } from "../../platform/ctx.ts";
import { withoutSecrets } from "../core/example.ts";
import type { VersionSource } from "../core/scenario.ts";
import { askVersionEverySeconds, versionOfAll, versionText } from "../core/target-version.ts";
import { readVersion } from "../edge/read-version.ts";
import { noteTargetVersion, noteUnreadVersion } from "../note-target-version.ts";
import type { RunWithScenario } from "../store.ts";
import type { SecondWriter } from "./second-writer.ts";

type Options = {
  run: RunWithScenario;
  runnerId: string;
  /** Those that the load goes to, checked when the run was taken. */
  addresses: readonly string[];
  secrets: Readonly<Record<string, string>>;
  /** Null: the scenario does not say where the version is told, and nothing is asked. */
  source: VersionSource | null;
  writer: Pick<SecondWriter, "add">;
  /** Aborted when the runner itself has to leave. */
  leaving: AbortSignal;
  everyMs?: number;
};

export type VersionWatch = {
  /** Asks once more, for 2 s at most, and then no more. */
  finish(): Promise<void>;
  /** Asks no more, and does not wait. */
  stop(): void;
};

/** Asks the run's target for its version at once, then every 5 s until finished, and hands what it tells to the writer. It has timers and
 *  connections of its own and never throws: the load does not wait for it, and none of this is counted as load. */
export function watchVersion(ctx: Ctx, options: Options): VersionWatch {
  const { source, everyMs = askVersionEverySeconds * 1000 } = options;
  if (source === null) return { finish: async () => {}, stop: () => {} };
  const watch = new Watch(ctx, { ...options, source });
  const timer = setInterval(() => void watch.look(), everyMs);
  void watch.look();
  return {
    finish: async () => {
      clearInterval(timer);
      await watch.lookLast();
    },
    stop: () => {
      clearInterval(timer);
      watch.leave();
    },
  };
}

class Watch {
  readonly #ctx: Ctx;
  readonly #options: Options & { source: VersionSource };
  /** What each address told last: one that does not answer for a moment still has its version. */
  readonly #told = new Map<string, string>();
  #noted: string | null = null;
  #why: string | null = null;
  #asking: AbortController | null = null;
  #left = false;

  constructor(ctx: Ctx, options: Options & { source: VersionSource }) {
    this.#ctx = ctx;
    this.#options = options;
  }

  /** Never two at once. */
  async look(): Promise<void> {
    if (this.#asking !== null || this.#left) return;
    const asking = new AbortController();
    this.#asking = asking;
    const { addresses, leaving } = this.#options;
    const signal = AbortSignal.any([asking.signal, leaving]);
    await Promise.all(addresses.map((address) => this.#ask(address, signal)));
    if (asking.signal.aborted) return;
    this.#asking = null;
    this.#note();
  }

  /** What is being asked was asked before the end, and is given up. */
  async lookLast(): Promise<void> {
    this.#asking?.abort();
    this.#asking = null;
    await this.look();
    this.leave();
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#asking?.abort();
    if (this.#noted === null && this.#why !== null) this.#noteUnread(this.#why);
  }

  async #ask(address: string, signal: AbortSignal): Promise<void> {
    const { run, source } = this.#options;
    const read = await readVersion({ baseUrl: run.baseUrl, address, source }, signal);
    if (signal.aborted) return;
    if (read.ok) this.#told.set(address, this.#clean(read.version));
    else this.#why = this.#clean(read.why);
  }

  #clean(text: string): string {
    return versionText(withoutSecrets(text, Object.values(this.#options.secrets))) ?? "";
  }

  #note(): void {
    const { run, runnerId, writer } = this.#options;
    const version = versionOfAll(this.#told.values());
    if (version === null || version === this.#noted) return;
    this.#noted = version;
    const seen = { run, runnerId, version, at: this.#ctx.now() };
    writer.add(`the target's version in run ${run.number}`, () => noteTargetVersion(this.#ctx, seen));
  }

  #noteUnread(why: string): void {
    const { run, runnerId, writer } = this.#options;
    const unread = { run, runnerId, why };
    writer.add(`the target's version in run ${run.number}`, () => noteUnreadVersion(this.#ctx, unread));
  }
}
